import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { inArray } from 'drizzle-orm';
import { type Database, EVERY_GATE, inGate, openDatabase } from '@/db/client';
import { person } from '@/db/schema/account';
import { mapColumns } from '@/domain/declaration/map-columns';
import { type ManifestRow, readManifest } from '@/domain/declaration/read-manifest';
import { firmRoleSchema } from '@/domain/shared/vocabulary';
import { createAccount } from '@/server/auth/create-account';
import { openSignInDatabase } from '@/server/auth/sign-in-database';
import { findFirms, namedFirm } from '@/server/declaration/find-firms';
import { type Stored, storeRows } from '@/server/declaration/store-rows';
import { openKeyRing } from '@/server/keys/key-ring';
import { readSheet } from '@/sheets/read-sheet';
import { type DemoSignIn, keepDemoSignIns } from './demo-accounts';
import { moveToToday } from './move-to-today';

export type DemonstrationOptions = {
  /** Keys and demo-sign-ins.json. */
  readonly dataDir: string;
  readonly now: Date;
  readonly onProgress?: (text: string) => void;
};

const DAY_FILE = fileURLToPath(new URL('./data/day-2024-08-29.csv', import.meta.url));

/**
 * A real day, moved to today, put in by the same code that reads a firm's sheet: good rows are declared and have
 * passes, bad ones wait as drafts of their firms. Beside it one sign-in per role. May be run again after it was cut
 * off: what is there already is left as it is.
 * @param ownerUrl the database, migrated
 */
export async function seedDemonstration(ownerUrl: string, options: DemonstrationOptions): Promise<Stored> {
  const { dataDir, now, onProgress } = options;
  const rows = await readDay(now);
  const database = openDatabase(ownerUrl, { max: 4 });
  const accounts = openSignInDatabase(ownerUrl, 2);
  try {
    const ring = await openKeyRing(dataDir);
    const stored = await storeRows(
      rows.filter((row) => row.accepted !== null),
      rows.filter((row) => row.accepted === null),
      {
        db: database.db,
        ring,
        now: () => now.getTime(),
        onProgress: (done) => onProgress?.(`${done} of ${rows.length} vehicles declared`),
      },
    );
    onProgress?.('sign-ins');
    const firmId = await busyFirm(database.db, rows, now);
    await makeAccounts(accounts.db, await keepDemoSignIns(dataDir), firmId, now);
    return stored;
  } finally {
    await Promise.all([database.close(), accounts.close()]);
  }
}

async function readDay(now: Date): Promise<readonly ManifestRow[]> {
  const sheet = await readSheet(await readFile(DAY_FILE));
  if (!sheet.ok) throw new Error(`the demonstration's day cannot be read: ${sheet.error.kind}`);
  const { header, rows } = sheet.value;
  const { mapping } = mapColumns(header, rows);
  return readManifest(moveToToday(rows, mapping, now), mapping);
}

/** The declarant's firm shall have something to correct and something under way: the one with most of both. */
async function busyFirm(db: Database, rows: readonly ManifestRow[], now: Date): Promise<string> {
  const weight = new Map<string, { declared: number; drafts: number }>();
  const directory = await inGate(db, { gateId: EVERY_GATE, actor: null }, (tx) =>
    findFirms(
      tx,
      rows.flatMap((row) => namedFirm(row.submission) ?? []),
      now.getTime(),
    ),
  );
  for (const row of rows) {
    const named = namedFirm(row.submission);
    const id = named && directory.idOf(named);
    if (!id) continue;
    const held = weight.get(id) ?? { declared: 0, drafts: 0 };
    if (row.accepted === null) held.drafts += 1;
    else held.declared += 1;
    weight.set(id, held);
  }
  const [busiest] = [...weight].sort(
    ([, a], [, b]) =>
      Math.min(b.declared, b.drafts * 3) - Math.min(a.declared, a.drafts * 3) ||
      b.declared + b.drafts - (a.declared + a.drafts),
  );
  if (!busiest) throw new Error("the demonstration's day has no firm");
  return busiest[0];
}

async function makeAccounts(
  db: Database,
  signIns: readonly DemoSignIn[],
  firmId: string,
  now: Date,
): Promise<void> {
  const there = await db
    .select({ email: person.email })
    .from(person)
    .where(
      inArray(
        person.email,
        signIns.map((one) => one.email),
      ),
    );
  const known = new Set(there.map((row) => row.email));
  await Promise.all(
    signIns
      .filter((one) => !known.has(one.email))
      .map((one) =>
        db.transaction((tx) =>
          createAccount(
            tx,
            { ...one, firmId: firmRoleSchema.safeParse(one.role).success ? firmId : null },
            now.getTime(),
          ),
        ),
      ),
  );
}
