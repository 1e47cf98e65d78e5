import { asc, desc, gt } from 'drizzle-orm';
import { type Database, EVERY_GATE, inGate, type Transaction } from '@/db/client';
import { gateTableVersion } from '@/db/schema/gate-table';
import type { GateEntry } from '@/domain/gate/gate-entry';
import { FIRST_GATES, type GatesLine, type GatesVersion } from '@/domain/gate/gate-versions';
import { gateTable, putGatesInForce } from '@/domain/gate/gates';
import type { Context } from '../api/context';
import { namesOf } from '../auth/names-of';
import type { PersonContext } from '../control/person-context';

/** Version 0 and every one that was made, oldest first. */
export async function readGateVersions(tx: Transaction): Promise<readonly GatesVersion[]> {
  return [FIRST_GATES, ...(await tx.select().from(gateTableVersion).orderBy(asc(gateTableVersion.version)))];
}

/** Every table with who made it and why (GA-3), newest first. */
export async function listGateVersions({
  db,
  accounts,
  actor,
}: PersonContext & Pick<Context, 'accounts'>): Promise<readonly GatesLine[]> {
  const versions = await inGate(db, { gateId: EVERY_GATE, actor: actor.id }, readGateVersions);
  const names = await namesOf(
    accounts,
    versions.flatMap(({ version, madeBy }) => (version === 0 ? [] : [madeBy])),
  );
  return versions
    .map(
      (version): GatesLine =>
        version.version === 0
          ? { ...version, madeAt: null, madeBy: null, reason: null }
          : { ...version, madeBy: names.get(version.madeBy) ?? version.madeBy },
    )
    .toReversed();
}

/** The table in force, for whoever knows another version; null: nothing newer. From memory: boards ask it by thousands. */
export function tellGates(known: number): { version: number; gates: readonly GateEntry[] } | null {
  const { version, gates } = gateTable();
  if (version === 0 || version <= known) return null;
  return {
    version,
    gates: gates.map(({ order: _, routeTable, ...gate }) => ({ ...gate, routes: [...routeTable] })),
  };
}

/** Looks whether a newer table was made, here or by another node, and puts it in force in this process. */
export async function refreshGates(db: Database): Promise<void> {
  const [newest] = await inGate(db, { gateId: EVERY_GATE, actor: null }, (tx) =>
    tx
      .select({ version: gateTableVersion.version, content: gateTableVersion.content })
      .from(gateTableVersion)
      .where(gt(gateTableVersion.version, gateTable().version))
      .orderBy(desc(gateTableVersion.version))
      .limit(1),
  );
  if (newest !== undefined) putGatesInForce(newest.version, newest.content);
}
