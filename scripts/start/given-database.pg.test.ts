import { createServer } from 'node:net';
import { expect, inject, test } from 'vitest';
import { requireGivenDatabase } from './given-database';

const changed = (change: (url: URL) => void): string => {
  const url = new URL(inject('clusterUrl'));
  change(url);
  return url.href;
};

test('a database that answers tells its version', async () => {
  await expect(requireGivenDatabase(inject('clusterUrl'))).resolves.toEqual({
    version: expect.stringMatching(/^\d+/),
  });
});

test('a wrong password is said, and the password is not', async () => {
  const url = changed((one) => {
    one.password = 'sesame';
  });
  const attempt = requireGivenDatabase(url);
  await expect(attempt).rejects.toThrow(/does not let "postgres" in: correct the user or the password/);
  await expect(attempt).rejects.not.toThrow(/sesame/);
});

test('a missing database is said with how to make it', async () => {
  const url = changed((one) => {
    one.pathname = '/nowhere';
  });
  await expect(requireGivenDatabase(url)).rejects.toThrow(
    /has no database "nowhere": create it \("createdb nowhere"\)/,
  );
});

test('a host where nothing listens is said', async () => {
  const probe = createServer();
  const port = await new Promise<number>((resolve) => {
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
  const attempt = requireGivenDatabase(`postgres://postgres:x@127.0.0.1:${port}/gate`);
  await expect(attempt).rejects.toThrow(
    `No PostgreSQL answers at 127.0.0.1:${port} (ECONNREFUSED): start it`,
  );
});

test.each(['gate', 'mysql://root@localhost/gate', 'localhost:5432'])(
  '%s is not the address of a PostgreSQL',
  async (url) => {
    await expect(requireGivenDatabase(url)).rejects.toThrow(/write it as postgres:\/\//);
  },
);
