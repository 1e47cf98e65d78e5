import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { EVERY_GATE, inGate, type Transaction } from '@/db/client';
import { oneOf } from '@/db/one-of';
import { firm } from '@/db/schema/account';
import { fleetDriver, fleetVehicle } from '@/db/schema/fleet';
import { telling } from '@/db/schema/telling';
import { OF_PROVINCE } from '@/domain/shared/identity';
import { factOfPaper, type HeldPaper, type PaperFact } from '@/domain/telling/paper-told';
import { speakForFirms } from '../declaration/speak-for-firms';
import type { GatherPorts } from './gather';
import { readFirmReaders } from './reach';
import { writePaper } from './write-outbox';

/** Firms looked at in one transaction. */
const FIRMS_AT_ONCE = 200;

/**
 * Looks over all fleets and tells each firm of its papers that end or have ended, each stage of a paper once (TE-15, TE-6): what
 * was told is known by its key, whoever looks and however often.
 * @returns how many were told
 */
export async function gatherPapers(ports: GatherPorts): Promise<number> {
  let told = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { facts, last } = await inGate(ports.db, { gateId: EVERY_GATE, actor: null }, (tx) =>
      findFacts(tx, after, ports.now()),
    );
    if (facts.length > 0) told += await tellAll(ports, facts);
    if (last === null) return told;
    after = last;
  }
}

/** Of the next firms in the order of their ids; `last`: the last of them, null when there is none after. */
async function findFacts(
  tx: Transaction,
  after: string,
  now: number,
): Promise<{ readonly facts: readonly PaperFact[]; readonly last: string | null }> {
  const firms = await tx
    .select({ id: firm.id })
    .from(firm)
    .where(gt(firm.id, after))
    .orderBy(asc(firm.id))
    .limit(FIRMS_AT_ONCE);
  const ids = firms.map(({ id }) => id);
  if (ids.length === 0) return { facts: [], last: null };
  await speakForFirms(tx, ids);
  const held = [...(await readVehiclePapers(tx, ids)), ...(await readDriverPapers(tx, ids))];
  const facts = held.flatMap((paper) => factOfPaper(paper, now) ?? []);
  const known = await toldAlready(tx, facts);
  return {
    facts: facts.filter(({ key }) => !known.has(key)),
    last: ids.length < FIRMS_AT_ONCE ? null : (ids.at(-1) ?? null),
  };
}

async function readVehiclePapers(tx: Transaction, firms: readonly string[]): Promise<readonly HeldPaper[]> {
  const rows = await tx
    .select()
    .from(fleetVehicle)
    .where(and(inArray(fleetVehicle.firmId, [...firms]), isNull(fleetVehicle.retiredAt)));
  return rows.flatMap(
    ({ firmId, id, plate, licenceUntil, insuranceUntil, inspectionUntil }): readonly HeldPaper[] => {
      const of = { firmId, entryId: id, plate };
      return [
        { ...of, paper: 'licence', until: licenceUntil },
        { ...of, paper: 'insurance', until: insuranceUntil },
        { ...of, paper: 'inspection', until: inspectionUntil },
      ];
    },
  );
}

async function readDriverPapers(tx: Transaction, firms: readonly string[]): Promise<readonly HeldPaper[]> {
  const rows = await tx
    .select({ firmId: fleetDriver.firmId, id: fleetDriver.id, until: fleetDriver.licenceUntil })
    .from(fleetDriver)
    .where(and(inArray(fleetDriver.firmId, [...firms]), isNull(fleetDriver.retiredAt)));
  return rows.map(({ firmId, id, until }) => ({ firmId, entryId: id, paper: 'driving', plate: null, until }));
}

async function toldAlready(tx: Transaction, facts: readonly PaperFact[]): Promise<ReadonlySet<string>> {
  if (facts.length === 0) return new Set();
  const rows = await tx
    .select({ fact: telling.fact })
    .from(telling)
    .where(
      and(
        eq(telling.gateId, OF_PROVINCE),
        oneOf(
          telling.fact,
          facts.map(({ key }) => key),
        ),
      ),
    );
  return new Set(rows.map(({ fact }) => fact));
}

async function tellAll(
  { db, accounts, now, ways }: GatherPorts,
  facts: readonly PaperFact[],
): Promise<number> {
  const readers = await readFirmReaders(
    accounts,
    facts.map(({ firmId }) => firmId),
  );
  return inGate(db, { gateId: OF_PROVINCE, actor: null }, async (tx) => {
    let told = 0;
    for (const fact of facts) {
      const at = now();
      const order = { tellingId: uuidv7({ msecs: at }), fact, firm: readers.get(fact.firmId) ?? [], ways };
      if (await writePaper(tx, { ...order, now: at })) told += 1;
    }
    return told;
  });
}
