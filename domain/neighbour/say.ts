import { openWindows } from '../flow/calendar';
import { classLimit } from '../flow/class-limits';
import { planFigure } from '../flow/decide';
import { placesIn } from '../flow/flow-plan';
import { type Interval, subtract } from '../flow/intervals';
import { acceptance, type ToldAcceptance } from '../flow/neighbour';
import type { Queue } from '../flow/queue';
import type { Situation, Standing } from '../flow/situation';
import { stillComing } from '../flow/under-way';
import { dateOf, instantIn, type Zone } from '../flow/zones';
import { type Direction, GOODS_CLASSES, type GoodsClass } from '../shared/vocabulary';
import {
  type Content,
  type ContentOf,
  type Country,
  gateSchema,
  LONGEST_WAIT_MINUTES,
  MOST_VEHICLES,
  plateSchema,
} from './content';
import { flowOf } from './statement';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Said again though nothing changed, so that silence means a cut (NE-3): twice within what is taken for fresh. */
const AGAIN_MS = 5 * MINUTE_MS;
/** Hours of receipts that are said again when a late scan changes them. */
export const RECEIPT_HOURS = 4;
const OPEN_AHEAD_MS = 48 * HOUR_MS;
/** Counts of what is under way are told by so much, so that not every vehicle is an event. */
const STEP_MS = 10 * MINUTE_MS;

/** What we want to have said; said again under the same topic it replaces what was said before. */
export type Saying = {
  readonly topic: string;
  readonly content: Content;
  /** Unchanged, it is said again after this time; null: only when it changes. */
  readonly againMs: number | null;
};
/** A vehicle that we took over from the other side. */
export type Taken = { readonly plate: string; readonly goods: GoodsClass; readonly at: number };
export type Speaker = {
  readonly country: Country;
  readonly zone: Zone;
  /** Number of the agreement under which plates are told; null: tokens. */
  readonly plates: string | null;
  /** Under the key of this day; null while the other side has no key that counts. */
  readonly tokenOf: ((plate: string, day: string) => string) | null;
  /** The table of gates has it closed, whatever its plan says. */
  readonly isClosed: boolean;
};

/**
 * All that one gate says to the other side (NE-6), from what its flow is decided from: what it takes in, when it is open, who
 * stands where, what is coming, what it took over. A function of its inputs: two nodes say the same.
 */
export function sayings(
  situations: Readonly<Record<Direction, Situation>>,
  taken: readonly Taken[],
  speaker: Speaker,
): readonly Saying[] {
  const { export: leaving, import: coming } = situations;
  const gate = leaving.gateId;
  const of = (topic: string, content: Content, againMs: number | null = null): Saying => ({
    topic: `${gate} ${topic}`,
    content,
    againMs,
  });
  const now = leaving.now;
  const firstHour = now - (now % HOUR_MS) - (RECEIPT_HOURS - 1) * HOUR_MS;
  const receipts = Array.from({ length: RECEIPT_HOURS }, (_, n) => firstHour + n * HOUR_MS).flatMap(
    (from) => {
      const said = receiptOf(coming, from, taken, speaker);
      return said === null ? [] : [of(`receipt ${from}`, { kind: 'receipt', said })];
    },
  );
  const manifest = manifestOf(leaving, speaker);
  return [
    of('acceptance', { kind: 'acceptance', said: acceptanceOf(coming, taken, speaker) }, AGAIN_MS),
    ...(['export', 'import'] as const).flatMap((direction) => [
      of(`hours ${direction}`, { kind: 'hours', said: hoursOf(situations[direction], speaker) }),
      of(`queue ${direction}`, { kind: 'queue', said: queueOf(situations[direction], speaker) }),
    ]),
    ...yardOf(leaving, speaker).map((said) => of('yard', { kind: 'yard', said })),
    ...(manifest === null ? [] : [of('manifest', { kind: 'manifest', said: manifest })]),
    ...receipts,
  ];
}

const queueName = ({ gateId, direction }: Situation): Queue => ({ gateId, direction, route: null });
const placeOf = ({ gateId, direction }: Situation, { country }: Speaker) => ({
  gate: gateSchema.parse(gateId),
  flow: flowOf(direction, country),
});
const floor = (at: number, step: number) => at - (at % step);

function counted(goods: readonly GoodsClass[]): ContentOf<'queue'>['waiting'] {
  const byClass: Partial<Record<GoodsClass, number>> = {};
  for (const each of goods) byClass[each] = (byClass[each] ?? 0) + 1;
  return { vehicles: goods.length, byClass };
}

/** What both sides agreed on, of all that is told. */
const agreedOf = ({ told }: Situation): readonly ToldAcceptance[] =>
  told.filter(({ as }) => as === 'agreement' || as === 'agreed-hours');

/** When we are open for that way, as our calendar and the agreed hours have it. */
function openHours(situation: Situation, stretch: Interval): readonly Interval[] {
  const own = openWindows(situation.content.calendar, queueName(situation), null, stretch);
  return agreedOf(situation)
    .filter(({ as }) => as === 'agreed-hours')
    .reduce(
      (left: readonly Interval[], { validFrom, validTo }) =>
        subtract(left, { from: validFrom, to: validTo ?? stretch.to }),
      own,
    );
}

/** What we can take in, without what the other side can send: the least of lanes and yards, and of what was agreed. */
function acceptanceOf(
  situation: Situation,
  taken: readonly Taken[],
  speaker: Speaker,
): ContentOf<'acceptance'> {
  const { now, content } = situation;
  const queue = queueName(situation);
  const { gatePerHour, yardPerHour } = planFigure(situation);
  const open = speaker.isClosed ? [] : openHours(situation, { from: now, to: now + OPEN_AHEAD_MS });
  const running = open.find(({ from }) => from <= now);
  const able = Math.max(0, Math.min(gatePerHour, yardPerHour ?? gatePerHour));
  const told = agreedOf(situation);
  const perHour =
    running === undefined
      ? 0
      : Math.floor(acceptance({ now, told, measured: null, assumedPerHour: able }).vehiclesPerHour);
  const byClass: Partial<Record<GoodsClass, number>> = {};
  const { levers, calendar } = content;
  // Of a gate that is not open no class is told.
  const rules = { levers, calendar: running === undefined ? [] : calendar, queue, neighbour: { now, told } };
  for (const goods of GOODS_CLASSES) {
    const limit = classLimit(rules, goods, { from: now, to: now + 1 });
    if (limit !== null) byClass[goods] = limit.perHour;
  }
  // It is said of these hours alone: at night nobody shall plan the morning without us.
  const changesAt = running === undefined ? (open[0]?.from ?? null) : running.to;
  const from = floor(now, HOUR_MS);
  const seen = taken.filter(({ at }) => from <= at && at < floor(now, STEP_MS));
  return {
    ...placeOf(situation, speaker),
    periods: [
      {
        from: instantIn(from, speaker.zone),
        until:
          changesAt === null || changesAt >= now + OPEN_AHEAD_MS ? null : instantIn(changesAt, speaker.zone),
        offered: { perHour, byClass },
        actual: counted(seen.map(({ goods }) => goods)),
      },
    ],
  };
}

function hoursOf(situation: Situation, speaker: Speaker): ContentOf<'hours'> {
  const from = floor(situation.now, 24 * HOUR_MS);
  const stretch = { from, to: from + OPEN_AHEAD_MS };
  const windows = openHours(situation, stretch);
  const lanes = situation.content.lanes.filter(({ serves }) =>
    serves.some(({ direction }) => direction === situation.direction),
  ).length;
  return {
    ...placeOf(situation, speaker),
    from: instantIn(stretch.from, speaker.zone),
    until: instantIn(stretch.to, speaker.zone),
    zone: speaker.zone,
    windows: windows.slice(0, 62).map((each) => ({
      from: instantIn(each.from, speaker.zone),
      until: instantIn(each.to, speaker.zone),
      lanes,
    })),
  };
}

function queueOf(situation: Situation, speaker: Speaker): ContentOf<'queue'> {
  const at = floor(situation.now, STEP_MS);
  const waiting = situation.standing.filter(({ arrivedAt }) => arrivedAt !== null && arrivedAt <= at);
  const since = Math.min(...waiting.map(({ arrivedAt }) => arrivedAt ?? at));
  // One vehicle that stands for months, or a tick of a wrong clock, must not keep the gate from saying anything.
  const longest = Math.min(LONGEST_WAIT_MINUTES, Math.round((at - since) / MINUTE_MS));
  return {
    ...placeOf(situation, speaker),
    at: instantIn(at, speaker.zone),
    waiting: counted(waiting.map(({ goods }) => goods)),
    longestWaitMinutes: waiting.length === 0 ? null : longest,
  };
}

function yardOf({ gateId, now, content, places }: Situation, speaker: Speaker): ContentOf<'yard'>[] {
  const room = placesIn(content, 'inside', null);
  if (room === null) return [];
  const at = instantIn(floor(now, STEP_MS), speaker.zone);
  return [{ gate: gateSchema.parse(gateId), at, places: room, standing: places.gate }];
}

/** Who is called or inside: on the way to the other side, with the time that travel and processing suggest. */
function manifestOf(situation: Situation, speaker: Speaker): ContentOf<'manifest'> | null {
  const { now, travel, service, standing } = situation;
  const expectedAt = ({ readyAt, insideAt }: Standing): number =>
    readyAt ?? (insideAt === null ? now + travel.medianMs : insideAt) + service.medianMs;
  const coming = new Set(stillComing(situation).map(({ crossingId }) => crossingId));
  const released = standing.filter(({ crossingId, insideAt }) => insideAt !== null || coming.has(crossingId));
  const from = floor(now, HOUR_MS);
  const named = namedBy(
    released.map((each) => ({ plate: each.plate, goods: each.goods, at: floor(expectedAt(each), STEP_MS) })),
    now,
    speaker,
    (at) => ({ expectedAt: at }),
  );
  return (
    named && {
      ...placeOf(situation, speaker),
      from: instantIn(from, speaker.zone),
      until: instantIn(from + RECEIPT_HOURS * HOUR_MS, speaker.zone),
      coming: counted(released.map(({ goods }) => goods)),
      named,
    }
  );
}

/** What we took over in the hour that begins then; null: nothing of which to give a receipt. */
function receiptOf(
  situation: Situation,
  from: number,
  taken: readonly Taken[],
  speaker: Speaker,
): ContentOf<'receipt'> | null {
  const inHour = taken.filter(({ at }) => from <= at && at < from + HOUR_MS);
  const named = namedBy(inHour, from, speaker, (at) => ({ at }));
  if (inHour.length === 0 || named === null) return null;
  return {
    ...placeOf(situation, speaker),
    from: instantIn(from, speaker.zone),
    until: instantIn(from + HOUR_MS, speaker.zone),
    taken: counted(inHour.map(({ goods }) => goods)),
    named,
  };
}

/** Vehicles under plates where an agreement allows it, else under tokens of the day; null while there is no key for them. */
function namedBy<T>(
  vehicles: readonly Taken[],
  dayAt: number,
  { plates, tokenOf, zone }: Speaker,
  besides: (at: string) => T,
) {
  const listed = vehicles.slice(0, MOST_VEHICLES);
  if (plates !== null)
    return {
      by: 'plate' as const,
      reference: plates,
      list: listed
        .filter(({ plate }) => plateSchema.safeParse(plate).success)
        .map(({ plate, goods, at }) => ({ plate, class: goods, ...besides(instantIn(at, zone)) })),
    };
  if (tokenOf === null) return null;
  const day = dateOf(dayAt, zone);
  return {
    by: 'token' as const,
    day,
    list: listed.map(({ plate, goods, at }) => ({
      token: tokenOf(plate, day),
      class: goods,
      ...besides(instantIn(at, zone)),
    })),
  };
}
