import { readFileSync } from 'node:fs';
import postgres from 'postgres';

/** What Postgres itself can do here with the rows of the log: the same table, the same indexes, no rule applied. */
export type RawInsert = {
  /** Rows a second, each statement its own commit. */
  readonly round: (rows: readonly object[]) => Promise<number>;
  readonly close: () => Promise<void>;
};

const PER_STATEMENT = 100;
/** More did not make it faster on two cores. */
const CONNECTIONS = 4;

export async function rawInsert(ownerUrl: string): Promise<RawInsert> {
  const sql = postgres(ownerUrl, { max: CONNECTIONS, onnotice: () => undefined });
  await sql`create table raw_event (like event including all)`;
  return {
    round: async (rows) => {
      await sql`truncate raw_event`;
      const statements = Array.from({ length: Math.ceil(rows.length / PER_STATEMENT) }, (_, n) =>
        rows.slice(n * PER_STATEMENT, (n + 1) * PER_STATEMENT),
      );
      const begun = performance.now();
      const lane = async () => {
        for (let some = statements.pop(); some !== undefined; some = statements.pop())
          await sql`insert into raw_event ${sql(some)}`;
      };
      await Promise.all(Array.from({ length: CONNECTIONS }, lane));
      return (rows.length / (performance.now() - begun)) * 1000;
    },
    close: () => sql.end(),
  };
}

/** The newest rows of the log, as they are. */
export async function newestRows(ownerUrl: string, count: number): Promise<readonly object[]> {
  const sql = postgres(ownerUrl, { max: 1 });
  const rows =
    await sql`select * from event order by recorded_at desc, gate_id, position desc limit ${count}`;
  await sql.end();
  return rows.map((row) => ({ ...row }));
}

export async function databaseSettings(ownerUrl: string): Promise<Record<string, string>> {
  const sql = postgres(ownerUrl, { max: 1 });
  const names = ['server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers'];
  const rows = await sql<{ name: string; setting: string }[]>`
    select name, setting from pg_settings where name = any (${names})`;
  await sql.end();
  return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
}

/** Load of the machine over the last minute: others may be working on it. */
export const machineLoad = (): number => Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0]);
