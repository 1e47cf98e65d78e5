import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../embedded/start-postgres';
import { migrateDatabase } from '../migrate';

declare module 'vitest' {
  interface ProvidedContext {
    /** Owner's URL of the cluster; the path is replaced per database. */
    readonly clusterUrl: string;
    readonly templateDatabase: string;
    readonly appPassword: string;
  }
}

/** A real PostgreSQL and one database that is migrated once; every test file gets a copy (test-database.ts). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startCluster();
  const template = `template_${randomBytes(6).toString('hex')}`;
  const appPassword = process.env.TEST_APP_PASSWORD ?? randomBytes(12).toString('hex');
  const owner = postgres(cluster.url, { max: 1, onnotice: () => undefined });
  try {
    await owner`create database ${owner(template)}`;
    await migrateDatabase(databaseUrl(cluster.url, template), { appPassword });
  } finally {
    await owner.end();
  }
  project.provide('clusterUrl', cluster.url);
  project.provide('templateDatabase', template);
  project.provide('appPassword', appPassword);
  return async () => {
    const last = postgres(cluster.url, { max: 1, onnotice: () => undefined });
    await last`drop database if exists ${last(template)} with (force)`;
    await last.end();
    await cluster.stop();
  };
}

async function startCluster(): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given !== undefined && given !== '') return { url: given, stop: async () => undefined };
  const folder = await mkdtemp(join(tmpdir(), 'gate-test-'));
  await chmod(folder, 0o755);
  const started = await startEmbeddedPostgres({ dataDir: folder, forgetful: true });
  return {
    url: started.url,
    stop: async () => {
      await started.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function databaseUrl(clusterUrl: string, database: string): string {
  const url = new URL(clusterUrl);
  url.pathname = `/${database}`;
  return url.href;
}
