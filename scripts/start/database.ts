import { makeDataDir } from '@/db/embedded/cluster';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/db/embedded/start-postgres';
import { appUrl, migrateDatabase } from '@/db/migrate';
import { seedDemonstration } from '@/db/seed/demonstration';
import { emptyDatabase, isEmpty, markDemonstration, wasInterrupted } from './demonstration';
import { migrationSentence, requireGivenDatabase } from './given-database';
import { LaunchProblem } from './launch-problem';
import type { StartOptions } from './options';
import { readSecrets, type Secrets } from './secrets';
import type { Stages } from './stages';

export type ReadyDatabase = {
  /** The owner: migrations and the operators' command line. */
  readonly ownerUrl: string;
  /** The role gate_app: all that the server ever uses. */
  readonly appUrl: string;
  readonly secrets: Secrets;
};
/** `isNewDay`: the demonstration was put in just now and has not been played. */
export type FilledDatabase = ReadyDatabase & { readonly isNewDay: boolean };

export type OpenedDatabase =
  | { readonly kind: 'embedded'; readonly ownerUrl: string; readonly process: EmbeddedPostgres }
  | { readonly kind: 'given'; readonly ownerUrl: string };

/** Starts the embedded PostgreSQL, or looks whether the given one answers. @throws LaunchProblem, DatabaseProblem */
export async function openStage(stages: Stages, options: StartOptions): Promise<OpenedDatabase> {
  return await stages.run<OpenedDatabase>('Database', async (progress) => {
    await makeDataDir(options.dataDir);
    if (options.databaseUrl !== null) {
      const { version } = await requireGivenDatabase(options.databaseUrl);
      const value = { kind: 'given', ownerUrl: options.databaseUrl } as const;
      return { value, detail: `PostgreSQL ${version} of DATABASE_URL` };
    }
    const process = await startEmbeddedPostgres({ dataDir: options.dataDir, log: progress });
    const value = { kind: 'embedded', ownerUrl: process.url, process } as const;
    return { value, detail: `PostgreSQL 18 in ${options.dataDir}, port ${process.port}` };
  });
}

/** Brings the schema up to date and, where it is due, puts the demonstration in. */
export async function fillStages(
  stages: Stages,
  options: StartOptions,
  opened: OpenedDatabase,
): Promise<FilledDatabase> {
  const isOurs = opened.kind === 'embedded';
  const restarts = isOurs && (await wasInterrupted(options.dataDir));
  const ready = await stages.run('Schema', async (progress) => {
    if (restarts) {
      progress('an earlier demonstration was cut off, beginning anew');
      await emptyDatabase(opened.ownerUrl);
    }
    return { value: await migrate(opened.ownerUrl, options.dataDir), detail: 'up to date' };
  });
  const isNewDay = (isOurs || options.demo) && (await demonstrationStage(stages, options, opened));
  return { ...ready, isNewDay };
}

async function migrate(ownerUrl: string, dataDir: string): Promise<ReadyDatabase> {
  const kept = await readSecrets(dataDir);
  // Nodes that share a database share the password of its application's role.
  const given = process.env.APP_DATABASE_URL;
  const appPassword =
    given !== undefined && URL.canParse(given)
      ? decodeURIComponent(new URL(given).password)
      : kept.appPassword;
  try {
    await migrateDatabase(ownerUrl, { appPassword });
  } catch (error) {
    const sentence = migrationSentence(error);
    throw sentence === null ? error : new LaunchProblem(sentence);
  }
  return { ownerUrl, appUrl: appUrl(ownerUrl, appPassword), secrets: { ...kept, appPassword } };
}

async function demonstrationStage(
  stages: Stages,
  options: StartOptions,
  opened: OpenedDatabase,
): Promise<boolean> {
  return await stages.run('Demonstration', async (progress) => {
    if (opened.kind === 'given' && (await wasInterrupted(options.dataDir))) {
      throw new LaunchProblem(
        'An earlier demonstration was cut off in the database of DATABASE_URL: empty that database, delete demonstration.json in DATA_DIR, and start again.',
      );
    }
    if (!(await isEmpty(opened.ownerUrl)))
      return { value: false, detail: 'the database holds data, left as it is' };
    const now = new Date();
    await markDemonstration(options.dataDir, 'under way', now);
    await seedDemonstration(opened.ownerUrl, { dataDir: options.dataDir, now, onProgress: progress });
    await markDemonstration(options.dataDir, 'done', now);
    return { value: true, detail: 'a real day, moved to today' };
  });
}
