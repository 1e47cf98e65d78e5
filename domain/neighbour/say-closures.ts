import { openWindows } from '../flow/calendar';
import { type Interval, subtract } from '../flow/intervals';
import { concerns, type Queue } from '../flow/queue';
import type { Situation } from '../flow/situation';
import { dateAfter, dateOf, HOME, instantIn, instantOf, type Zone } from '../flow/zones';
import { nameId } from '../shared/name-id';
import { DIRECTIONS, type Direction, GOODS_CLASSES, type GoodsClass } from '../shared/vocabulary';
import { type Content, type ContentOf, type Country, gateSchema } from './content';
import type { Saying } from './say';
import { flowOf } from './statement';

const HOUR_MS = 3_600_000;
/** Closures of the calendar are told so many days ahead. */
const DAYS_AHEAD = 7;
/** Before a word without an end has faded (four hours), and so that a sheet of today has it. */
const AGAIN_MS = 3 * HOUR_MS;

type Closure = ContentOf<'closure'>;
type Speaker = { readonly country: Country; readonly zone: Zone };
/** What besides its plan stops a gate. Times in ms. */
export type Stops = {
  /** Since when the table of gates has it closed; null: it is open. */
  readonly closedSince: number | null;
  /** What has happened and is not over; `direction` null: it concerns both ways. */
  readonly incidents: readonly {
    readonly id: string;
    readonly code: ContentOf<'incident'>['code'];
    readonly direction: Direction | null;
    readonly since: number;
  }[];
};

/**
 * NE-20: our closures, stops of a class and incidents, for both ways: what does not leave us does not reach them. Of a plan's
 * reasons nothing is told: they are free text. `standing`: what we said last of each closure and incident; what of it holds no
 * more is said to be over.
 */
export function saidOfStops(
  situations: Readonly<Record<Direction, Situation>>,
  stops: Stops,
  standing: readonly Content[],
  speaker: Speaker,
): readonly Saying[] {
  const contents = DIRECTIONS.flatMap((direction): Content[] => [
    ...closuresOf(situations[direction], stops, speaker).map((said) => ({ kind: 'closure' as const, said })),
    ...incidentsOf(situations[direction], stops, speaker).map((said) => ({
      kind: 'incident' as const,
      said,
    })),
  ]);
  const held = new Set(contents.map(topicOf));
  const ended = standing
    .filter((each) => !held.has(topicOf(each)))
    .flatMap((each) => endOf(each, situations.export.now));
  return [
    ...contents.map((content) => ({ topic: topicOf(content), content, againMs: AGAIN_MS })),
    ...ended.map((content) => ({ topic: topicOf(content), content, againMs: null })),
  ];
}

/** Under which such a word replaces the one before it. */
function topicOf({ kind, said }: Content): string {
  const id = kind === 'closure' ? said.closure : kind === 'incident' ? said.incident : '';
  return `${said.gate} ${kind} ${id}`;
}
function endOf(content: Content, now: number): Content[] {
  if (content.kind === 'incident')
    return content.said.over ? [] : [{ kind: 'incident', said: { ...content.said, over: true } }];
  if (content.kind !== 'closure' || content.said.lifted) return [];
  // One that has ended by itself needs no word.
  const isOver = content.said.until !== null && Date.parse(content.said.until) <= now;
  return isOver ? [] : [{ kind: 'closure', said: { ...content.said, lifted: true } }];
}

type Stretch = { readonly from: number; readonly to: number | null; readonly classes: readonly GoodsClass[] };

function closuresOf(situation: Situation, stops: Stops, { country, zone }: Speaker): readonly Closure[] {
  const { gateId, direction, now } = situation;
  const flow = flowOf(direction, country);
  const stretches: readonly Stretch[] =
    stops.closedSince === null
      ? [...closedDays(situation), ...stoppedClasses(situation)]
      : [{ from: stops.closedSince, to: null, classes: [] }];
  const closures = new Map<string, Closure>();
  for (const { from, to, classes } of stretches) {
    if (to !== null && to <= now) continue;
    const closure = nameId(['closure', country, gateId, flow, from, ...classes].join(' '));
    const known = closures.get(closure);
    // Two that begin together are one, and it lasts as long as the longer.
    const isShorter =
      known !== undefined && (known.until === null || (to !== null && to <= Date.parse(known.until)));
    if (isShorter) continue;
    closures.set(closure, {
      gate: gateSchema.parse(gateId),
      flow,
      closure,
      from: instantIn(from, zone),
      until: to === null ? null : instantIn(to, zone),
      classes: [...classes],
      reason: 'other',
      lifted: false,
    });
  }
  return [...closures.values()];
}

const queueOf = ({ gateId, direction }: Situation): Queue => ({ gateId, direction, route: null });

/** Day by day what the calendar's closures take from the hours, and what a class has less than the others. */
function closedDays(situation: Situation): readonly Stretch[] {
  const { calendar } = situation.content;
  const queue = queueOf(situation);
  const usual = calendar.filter(({ effect }) => effect.kind !== 'closed');
  const special = calendar.filter(({ effect, classes }) => effect.kind === 'closed' || classes !== null);
  const today = dateOf(situation.now, HOME);
  return Array.from({ length: DAYS_AHEAD + 1 }, (_, n) => dateAfter(today, n)).flatMap((date) => {
    // A window may reach into the next day, and the other zone's day begins in this one's.
    const [yesterday, tomorrow] = [dateAfter(date, -1), dateAfter(date, 1)];
    if (!special.some(({ from, to }) => from <= tomorrow && (to === null || yesterday <= to))) return [];
    const day = { from: instantOf(date, '00:00', HOME), to: instantOf(date, '24:00', HOME) };
    const open = openWindows(calendar, queue, null, day);
    const less = (all: readonly Interval[], left: readonly Interval[]) => left.reduce(subtract, [...all]);
    const whole = less(openWindows(usual, queue, null, day), open).map((each) => ({ ...each, classes: [] }));
    const byStretch = new Map<string, Stretch>();
    for (const goods of GOODS_CLASSES) {
      if (!special.some(({ classes }) => classes?.includes(goods) === true)) continue;
      for (const each of less(open, openWindows(calendar, queue, goods, day))) {
        const key = `${each.from} ${each.to}`;
        byStretch.set(key, { ...each, classes: [...(byStretch.get(key)?.classes ?? []), goods] });
      }
    }
    return [...whole, ...byStretch.values()];
  });
}

/** Levers that let nothing of a class through; one that lets some through stands in the acceptance. */
function stoppedClasses(situation: Situation): readonly Stretch[] {
  const until = situation.now + DAYS_AHEAD * 24 * HOUR_MS;
  return situation.content.levers.flatMap((lever) =>
    lever.perHour === 0 && lever.from < until && concerns({ ...lever, classes: null }, queueOf(situation))
      ? [{ from: lever.from, to: lever.to, classes: [lever.class] }]
      : [],
  );
}

function incidentsOf(
  { gateId, direction }: Situation,
  { incidents }: Stops,
  { country, zone }: Speaker,
): readonly ContentOf<'incident'>[] {
  const flow = flowOf(direction, country);
  return incidents
    .filter((each) => each.direction === null || each.direction === direction)
    .map(({ id, code, since }) => ({
      gate: gateSchema.parse(gateId),
      flow,
      incident: nameId(['incident', country, gateId, flow, id].join(' ')),
      at: instantIn(since, zone),
      code,
      over: false,
    }));
}
