import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../client';
import { appUrl } from '../migrate';
import { databaseUrl } from './global-setup';

export type TestDatabase = {
  /** As gate_app: what the application may do. */
  readonly app: Database;
  /** As the owner, past row-level security: to look and to damage. */
  readonly owner: Database;
  readonly appUrl: string;
  readonly ownerUrl: string;
  readonly close: () => Promise<void>;
};

/** A fresh copy of the migrated template. `const database = await testDatabase()` in beforeAll, `close()` in afterAll. */
export async function testDatabase(): Promise<TestDatabase> {
  const clusterUrl = inject('clusterUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const cluster = postgres(clusterUrl, { max: 1, onnotice: () => undefined });
  await cluster`create database ${cluster(name)} template ${cluster(inject('templateDatabase'))}`;
  await cluster`revoke all on database ${cluster(name)} from public`;
  await cluster`grant connect on database ${cluster(name)} to gate_app`;
  const ownerUrl = databaseUrl(clusterUrl, name);
  const limitedUrl = appUrl(ownerUrl, inject('appPassword'));
  const app = openDatabase(limitedUrl, { max: 8 });
  const owner = openDatabase(ownerUrl, { max: 2 });
  return {
    app: app.db,
    owner: owner.db,
    appUrl: limitedUrl,
    ownerUrl,
    close: async () => {
      await Promise.all([app.close(), owner.close()]);
      await cluster`drop database ${cluster(name)} with (force)`;
      await cluster.end();
    },
  };
}
