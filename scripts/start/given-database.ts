import postgres from 'postgres';
import { LaunchProblem } from './launch-problem';

const OLDEST_VERSION = 15;

/**
 * Looks at the operator's own database before anything else uses it.
 * @throws LaunchProblem that says what is wrong with DATABASE_URL
 */
export async function requireGivenDatabase(url: string): Promise<{ readonly version: string }> {
  const address = readAddress(url);
  const connection = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => undefined });
  try {
    const [row] = await connection<{ version: string; number: number }[]>`
      select current_setting('server_version') as version, current_setting('server_version_num')::int as number`;
    if (row === undefined || row.number < OLDEST_VERSION * 10_000) {
      throw new LaunchProblem(
        `The PostgreSQL of DATABASE_URL is version ${row?.version}: use ${OLDEST_VERSION} or newer, or leave DATABASE_URL unset to run the embedded one.`,
      );
    }
    return { version: row.version };
  } catch (error) {
    throw error instanceof LaunchProblem ? error : new LaunchProblem(connectionSentence(address, error));
  } finally {
    await connection.end({ timeout: 2 }).catch(() => undefined);
  }
}

type Address = { readonly host: string; readonly database: string; readonly user: string };

function readAddress(url: string): Address {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new LaunchProblem(
      'DATABASE_URL is not the address of a PostgreSQL: write it as postgres://user:password@host:5432/database, or leave it unset.',
    );
  }
  return {
    host: `${parsed.hostname}:${parsed.port || '5432'}`,
    database: decodeURIComponent(parsed.pathname.slice(1)) || decodeURIComponent(parsed.username),
    user: decodeURIComponent(parsed.username),
  };
}

/** Never holds the password: these sentences are copied into tickets. */
function connectionSentence({ host, database, user }: Address, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case '28P01':
    case '28000':
      return `The PostgreSQL at ${host} does not let "${user}" in: correct the user or the password in DATABASE_URL.`;
    case '3D000':
      return `The PostgreSQL at ${host} has no database "${database}": create it ("createdb ${database}"), or correct DATABASE_URL.`;
    case '53300':
      return `The PostgreSQL at ${host} has no connection left: raise max_connections there or stop what uses them.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host of DATABASE_URL is not known (${host}): correct it, or leave DATABASE_URL unset to run the embedded database.`;
    case 'ECONNREFUSED':
    case 'CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ECONNRESET':
    case 'CONNECTION_CLOSED':
      return `No PostgreSQL answers at ${host} (${code}): start it, correct DATABASE_URL, or leave it unset to run the embedded one.`;
    default:
      return `The PostgreSQL at ${host} cannot be used (${code || String(error)}): see its log, or leave DATABASE_URL unset.`;
  }
}

/** What a migration that was not permitted means. */
export function migrationSentence(error: unknown): string | null {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (!('code' in at)) continue;
    if (at.code === '42501') {
      return `The user of DATABASE_URL may not change this database (${at.message}): use its owner, with the right to create roles.`;
    }
    if (at.code === '53100')
      return 'The disk of the database is full: free some space there and start again.';
  }
  return null;
}
