import { and, eq, gte, isNotNull } from 'drizzle-orm';
import { inGate, type Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { plateToken } from '@/domain/neighbour/plate-token';
import { RECEIPT_HOURS, type Saying, type Speaker, sayings, type Taken } from '@/domain/neighbour/say';
import { saidOfStops } from '@/domain/neighbour/say-closures';
import type { GateId } from '@/domain/shared/identity';
import { goodsClassOf } from '../board/stored-words';
import { readSituation } from '../flow/read-situation';
import { log } from '../log';
import { dayKeys } from './day-keys';
import { readNegotiations } from './keep-steps';
import type { Link } from './link';
import { say } from './outbox';
import { readStops } from './read-stops';
import { agreementSaying } from './take-step';

const HOUR_MS = 3_600_000;

/** What is the same for every gate. */
type OfLink = Omit<Speaker, 'isClosed'>;

/** States anew what holds at every gate; one gate's trouble is not another's. Answers with how many events that made. */
export async function sayWhatHolds(link: Link, gates: readonly GateId[]): Promise<number> {
  const speaker = await speakerOf(link);
  let made = 0;
  for (const gateId of gates)
    made += await gateSayings(link, gateId, speaker)
      .then((all) => say(link, all))
      .catch((error: unknown) => {
        log().error({ err: error, gateId }, 'the neighbour could not be told');
        return 0;
      });
  return made;
}

async function gateSayings(link: Link, gateId: GateId, speaker: OfLink): Promise<readonly Saying[]> {
  const now = link.now();
  return inGate(link.db, { gateId, actor: null }, async (tx) => {
    const [{ directions }, taken] = await Promise.all([
      readSituation(tx, gateId, now),
      readTaken(tx, gateId, now),
    ]);
    const steps = await ownSteps(tx, link, gateId);
    const { stops, standing } = await readStops(tx, gateId);
    const isClosed = stops.closedSince !== null;
    return [
      ...sayings(directions, taken, { ...speaker, isClosed }),
      ...saidOfStops(directions, stops, standing, speaker),
      ...steps,
    ];
  });
}

/** Negotiations whose last step is ours: a stop between signing it and saying it leaves nobody with half an agreement. */
async function ownSteps(tx: Transaction, link: Link, gateId: GateId): Promise<readonly Saying[]> {
  const all = await readNegotiations(tx, gateId);
  return all.flatMap(({ agreementId, standing }) => {
    const isOurs = standing.chain.at(-1)?.by === link.own.country;
    const isAhead = Date.parse(standing.terms.until) > link.now();
    return isOurs && isAhead ? [agreementSaying(gateId, agreementId, standing)] : [];
  });
}

/** What came over the border lately: the first tick at our gate is the hand-over. */
async function readTaken(tx: Transaction, gateId: GateId, now: number): Promise<readonly Taken[]> {
  const rows = await tx
    .select({ plate: crossing.plate, goodsClass: crossing.goodsClass, at: crossing.insideAt })
    .from(crossing)
    .where(
      and(
        eq(crossing.gateId, gateId),
        eq(crossing.direction, 'import'),
        isNotNull(crossing.insideAt),
        gte(crossing.insideAt, now - RECEIPT_HOURS * HOUR_MS),
      ),
    )
    .orderBy(crossing.insideAt, crossing.crossingId);
  return rows.flatMap(({ plate, goodsClass, at }) =>
    plate === null || at === null ? [] : [{ plate, goods: goodsClassOf(goodsClass) ?? 'ordinary', at }],
  );
}

async function speakerOf(link: Link): Promise<OfLink> {
  const keys = await dayKeys(link);
  return {
    country: link.own.country,
    zone: link.own.zone,
    plates: link.plates,
    tokenOf: keys.size === 0 ? null : (plate, day) => tokenOf(keys, plate, day),
  };
}

function tokenOf(keys: ReadonlyMap<string, Uint8Array>, plate: string, day: string): string {
  const key = keys.get(day);
  if (key === undefined) throw new Error(`no key of ${day}`);
  return plateToken(key, plate);
}
