import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer, get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LanCertificates, lanCertificates } from './lan-certificates';

const now = new Date();
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lan-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** What a phone that trusts the authority sees: the status, or why it refused. */
async function visit(made: LanCertificates, host: string, trusts: string): Promise<number | string> {
  const server = createServer(
    { cert: await readFile(made.certFile), key: await readFile(made.keyFile) },
    (_request, response) => response.end('gate'),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const outcome = await new Promise<number | string>((resolve) => {
    const request = get({
      host: '127.0.0.1',
      servername: '',
      port,
      ca: trusts,
      agent: false,
      headers: { host },
    });
    request.once('response', (response) => resolve(response.statusCode ?? 0));
    request.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
  server.close();
  return outcome;
}

test('a client that trusts the authority accepts the certificate, another does not', async () => {
  const made = await lanCertificates(folder, ['192.168.1.20'], now);
  expect(await visit(made, '127.0.0.1', made.authority)).toBe(200);
  const other = await lanCertificates(join(folder, 'other'), ['192.168.1.20'], now);
  expect(await visit(made, '127.0.0.1', other.authority)).toMatch(/SIGNATURE|VERIFY|ISSUER|SELF_SIGNED/);
});

test('keys are for their owner only', async () => {
  const made = await lanCertificates(folder, [], now);
  expect((await stat(made.keyFile)).mode & 0o777).toBe(0o600);
  expect((await stat(join(folder, 'lan', 'authority.key'))).mode & 0o777).toBe(0o600);
});

test('the authority stays, the certificate is made anew for a new address and before it ends', async () => {
  const first = await lanCertificates(folder, ['192.168.1.20'], now);
  const certificate = await readFile(first.certFile, 'utf8');
  const again = await lanCertificates(folder, ['192.168.1.20'], now);
  expect(await readFile(again.certFile, 'utf8')).toBe(certificate);

  const moved = await lanCertificates(folder, ['10.0.0.7'], now);
  expect(await readFile(moved.certFile, 'utf8')).not.toBe(certificate);
  expect(moved.authority).toBe(first.authority);

  const movedCertificate = await readFile(moved.certFile, 'utf8');
  const later = new Date(now.getTime() + 370 * 86_400_000);
  const renewed = await lanCertificates(folder, ['10.0.0.7'], later);
  expect(await readFile(renewed.certFile, 'utf8')).not.toBe(movedCertificate);
  expect(renewed.authority).toBe(first.authority);
});
