import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** Any number: two launchers that migrate at once take turns. */
const MIGRATION_LOCK = 7_264_301;

/**
 * Brings the schema up to date, then roles, grants and policies. May run at any time and any number of times.
 * @param ownerUrl somebody who may create tables and roles
 * @param appPassword password that the role gate_app gets
 */
export async function migrateDatabase(
  ownerUrl: string,
  options: { readonly appPassword: string },
): Promise<void> {
  const client = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await migrate(drizzle(client), { migrationsFolder: here('./migrations') });
    const policies = await readFile(here('./policies/roles-and-policies.sql'), 'utf8');
    await client.begin(async (tx) => {
      // Roles belong to the whole cluster: migrations of two databases on it would update one row at once.
      await tx`select pg_advisory_xact_lock(${MIGRATION_LOCK})`;
      await tx.unsafe(policies);
      const [statement] = await tx<{ text: string }[]>`
        select format('alter role gate_app login nosuperuser nobypassrls password %L', ${options.appPassword}::text) as text`;
      if (statement !== undefined) await tx.unsafe(statement.text);
    });
  } finally {
    await client.end({ timeout: 5 });
  }
}

/** The same server and database as the application's role: what APP_DATABASE_URL is. */
export function appUrl(ownerUrl: string, appPassword: string): string {
  const url = new URL(ownerUrl);
  url.username = 'gate_app';
  url.password = encodeURIComponent(appPassword);
  return url.href;
}
