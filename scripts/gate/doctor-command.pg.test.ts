import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { checkDatabase, checkDisk, checkKeys, checkNode, checkPackages } from './doctor-checks';

let database: TestDatabase;
let folder = '';
beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'doctor-'));
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

test('a migrated database with a right clock has nothing wrong', async () => {
  const findings = await checkDatabase(database.ownerUrl, process.cwd());
  expect(findings.map(({ name, state }) => `${name} ${state}`)).toEqual([
    'Database ok',
    'Migrations ok',
    'Clock ok',
  ]);
});

test('an empty database lacks its migrations, and the doctor says what applies them', async () => {
  const findings = await checkDatabase(inject('clusterUrl').replace(/\/[^/]*$/, '/postgres'), process.cwd());
  expect(findings).toContainEqual({
    name: 'Migrations',
    state: 'problem',
    detail: expect.stringMatching(/^\d+ of \d+ missing$/),
    todo: 'run "npm start", which applies them',
  });
});

test('a database that does not answer is said with what to do', async () => {
  const [finding] = await checkDatabase('postgres://gate:sesame@127.0.0.1:1/gate', process.cwd());
  expect(finding).toMatchObject({
    state: 'problem',
    detail: 'No PostgreSQL answers at 127.0.0.1:1 (ECONNREFUSED)',
    todo: expect.stringMatching(/^start it, correct DATABASE_URL/),
  });
  expect(await checkDatabase(undefined, process.cwd())).toEqual([
    expect.objectContaining({ state: 'problem', todo: expect.stringContaining('npm start') }),
  ]);
});

test('an old Node is a problem, the oldest that we take is not', () => {
  expect(checkNode('20.18.3').state).toBe('problem');
  expect(checkNode('18.20.0').state).toBe('problem');
  expect(checkNode('20.19.0').state).toBe('ok');
  expect(checkNode('24.1.0').state).toBe('ok');
});

test('packages of another version than the lock file are a problem', async () => {
  const put = (file: string, packages: object) => writeFile(join(folder, file), JSON.stringify({ packages }));
  await mkdir(join(folder, 'node_modules'), { recursive: true });
  await put('package-lock.json', {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/for-another-machine': { version: '1.0.0', optional: true },
  });
  await put('node_modules/.package-lock.json', { 'node_modules/a': { version: '1.0.0' } });
  expect((await checkPackages(folder)).state).toBe('ok');
  await put('node_modules/.package-lock.json', { 'node_modules/a': { version: '0.9.0' } });
  expect(await checkPackages(folder)).toMatchObject({ state: 'problem', todo: 'run "npm ci"' });
});

test.runIf(process.platform !== 'win32')('a private key that others can read is a problem', async () => {
  expect((await checkKeys(folder)).state).toBe('problem');
  await mkdir(join(folder, 'keys'));
  await writeFile(join(folder, 'keys', 'issuer.pem'), 'secret', { mode: 0o600 });
  expect((await checkKeys(folder)).state).toBe('ok');
  await chmod(join(folder, 'keys', 'issuer.pem'), 0o644);
  expect(await checkKeys(folder)).toMatchObject({
    state: 'problem',
    todo: expect.stringContaining('chmod 600'),
  });
});

test('a data folder that is not there is a problem', async () => {
  expect((await checkDisk(join(folder, 'nowhere'))).state).toBe('problem');
});
