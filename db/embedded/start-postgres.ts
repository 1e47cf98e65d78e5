import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import postgres from 'postgres';
import { type Binaries, findBinaries } from './binaries';
import { type ClusterPlaces, clusterPassword, clusterPlaces, makeCluster, makeDataDir } from './cluster';
import { type Account, databaseAccount } from './database-account';
import { DatabaseProblem } from './database-problem';
import { endCluster } from './end-cluster';
import { launch } from './launch';
import { clearStalePid, isPostgresOf, postmasterOf } from './postmaster';
import { type ProcessIdentity, stillRuns } from './process-identity';
import { requireReachable } from './reachable';

export type EmbeddedPostgresOptions = {
  /** Everything rests here: the cluster, its password (0600), its log. Made when missing. */
  readonly dataDir: string;
  /** Default: a random free port of 127.0.0.1. */
  readonly port?: number;
  /** Made when missing. Default: border_gate. */
  readonly database?: string;
  /** For tests only: nothing survives a power cut, and everything is several times faster. */
  readonly forgetful?: boolean;
  readonly log?: (line: string) => void;
};

export type EmbeddedPostgres = {
  /** As the owner `postgres`, who may do everything. */
  readonly url: string;
  readonly port: number;
  /** Settles when the database ends, whoever ended it. */
  readonly ended: Promise<void>;
  /** Ends every session, writes a checkpoint, waits until the database is gone. May be called twice. */
  stop(): Promise<void>;
};

/**
 * Runs PostgreSQL 18 under `dataDir`. A database that a killed launcher left running is ended cleanly first; one
 * whose launcher lives is left alone.
 * @throws DatabaseProblem whose message is a sentence for the person at the terminal
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined);
  const places = clusterPlaces(resolve(options.dataDir));
  await makeDataDir(places.dataDir);
  const binaries = await findBinaries();
  const account = await databaseAccount(places.cluster);
  await requireReachable(binaries.root, account, "PostgreSQL's programs are below it");
  await requireReachable(places.dataDir, account, 'the data is below it');
  await endOrphan(places, binaries, account, log);
  const password = await clusterPassword(places);
  if (await makeCluster(places, binaries, account, password, options.forgetful !== true))
    log('made a new cluster');
  await clearStalePid(places.cluster);

  const running = await launch(places, binaries, account, options);
  const url = (database: string) => `postgres://postgres:${password}@127.0.0.1:${running.port}/${database}`;
  const database = options.database ?? 'border_gate';
  try {
    await requireDatabase(url('postgres'), database);
  } catch (error) {
    await running.stop();
    throw error;
  }
  log(`listening on 127.0.0.1:${running.port}`);
  return { ...running, url: url(database) };
}

async function endOrphan(
  places: ClusterPlaces,
  binaries: Binaries,
  account: Account | null,
  log: (line: string) => void,
): Promise<void> {
  const found = await postmasterOf(places.cluster);
  if (found === null || !(await isPostgresOf(places.cluster, found.pid))) return;
  const owner = await readFile(places.owner, 'utf8').then(
    (text) => JSON.parse(text) as ProcessIdentity,
    () => null,
  );
  if (owner !== null && (await stillRuns(owner))) {
    throw new DatabaseProblem(
      'in-use',
      `The database in ${places.dataDir} is already in use by process ${owner.pid}: use that one, stop it, or set DATA_DIR to another folder.`,
    );
  }
  log(`ending the database that an earlier start left running (process ${found.pid})`);
  await endCluster(places, binaries, account);
}

async function requireDatabase(url: string, name: string): Promise<void> {
  const connection = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    const found = await connection`select 1 from pg_database where datname = ${name}`;
    if (found.length === 0) await connection`create database ${connection(name)}`;
  } catch (error) {
    if ((error as { code?: string }).code !== '28P01') throw error;
    throw new DatabaseProblem(
      'broken',
      'The embedded database does not know the password kept beside it (postgres-password): put the old file back, or set DATA_DIR to another folder.',
    );
  } finally {
    await connection.end({ timeout: 5 });
  }
}
