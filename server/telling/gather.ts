import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { type Database, inGate, type Transaction } from '@/db/client';
import { tellingCursor } from '@/db/schema/telling';
import type { GateId } from '@/domain/shared/identity';
import type { TellingFact } from '@/domain/telling/facts-of-event';
import { readHead } from '../log/gate-head';
import { readFirmReaders, readToldCrossings } from './reach';
import { readLate } from './read-late';
import { readLogFacts } from './read-log-facts';
import { readMoved } from './read-moved';
import { readTableFacts } from './read-table-facts';
import { type Ways, writeFact } from './write-outbox';

export type GatherPorts = {
  readonly db: Database;
  /** People and what they chose. */
  readonly accounts: Database;
  readonly now: () => number;
  readonly ways: Ways;
};

/**
 * Turns what a gate's log and tables say since the last look into messages, each once: the cursor moves in the transaction
 * that writes them (TE-6). What happened before a gate's first look is told to nobody.
 * @returns how many facts were told
 */
export async function gather(
  { db, accounts, now, ways }: GatherPorts,
  gateId: GateId,
  { looksAtTurns }: { readonly looksAtTurns: boolean },
): Promise<number> {
  const timely = looksAtTurns
    ? [...(await readMoved(db, gateId, now())), ...(await readLate(db, gateId, now()))]
    : [];
  return inGate(db, { gateId, actor: null }, async (tx) => {
    const at = now();
    const cursor = await lockCursor(tx, gateId, at);
    if (cursor === null) return 0;
    const head = await readHead(tx, gateId);
    // A log that was set back from a backup is read on from where it stands.
    const from = Math.min(cursor.position, head.position);
    const log = await readLogFacts(tx, gateId, from, head.position);
    const facts = [
      ...log.facts,
      ...(await readTableFacts(tx, gateId, { since: cursor.since, position: from, now: at })),
      ...timely,
    ];
    const told = await tellAll(tx, accounts, gateId, facts, { now: at, ways });
    if (log.position !== cursor.position)
      await tx.update(tellingCursor).set({ position: log.position }).where(eq(tellingCursor.gateId, gateId));
    return told;
  });
}

/** One node at a time; null: another one is at it. */
async function lockCursor(tx: Transaction, gateId: GateId, now: number) {
  const [held] = await tx
    .select()
    .from(tellingCursor)
    .where(eq(tellingCursor.gateId, gateId))
    .for('update', { skipLocked: true });
  if (held !== undefined) return held;
  const { position } = await readHead(tx, gateId);
  const [made] = await tx
    .insert(tellingCursor)
    .values({ gateId, position, since: now })
    .onConflictDoNothing()
    .returning();
  return made ?? null;
}

async function tellAll(
  tx: Transaction,
  accounts: Database,
  gateId: GateId,
  facts: readonly TellingFact[],
  at: { readonly now: number; readonly ways: Ways },
): Promise<number> {
  if (facts.length === 0) return 0;
  const crossings = await readToldCrossings(tx, gateId, [
    ...new Set(facts.map(({ crossingId }) => crossingId)),
  ]);
  const readers = await readFirmReaders(
    accounts,
    [...crossings.values()].flatMap(({ firmId }) => firmId ?? []),
  );
  let told = 0;
  for (const fact of facts) {
    const of = crossings.get(fact.crossingId);
    if (of === undefined) continue;
    const tellingId = uuidv7({ msecs: at.now });
    const firm = readers.get(of.firmId ?? '') ?? [];
    if (await writeFact(tx, { gateId, tellingId, fact, of, firm, ...at })) told += 1;
  }
  return told;
}
