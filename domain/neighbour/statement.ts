import { type Interval, subtract } from '../flow/intervals';
import type { Level, ToldAcceptance } from '../flow/neighbour';
import type { GateId } from '../shared/identity';
import type { Direction } from '../shared/vocabulary';
import { type CloudEvent, kindOf } from './cloud-event';
import {
  type Content,
  type ContentOf,
  type Country,
  contentSchema,
  type Flow,
  type Step,
  type Terms,
} from './content';

/**
 * One statement of the neighbour, however it came: a person heard it, a sheet carried it, a machine sent it (NE-2). Stored
 * once, never changed; what counts now is chosen when it is asked for. Times in ms.
 */
export const CHANNELS = ['hotline', 'letter', 'meeting', 'message', 'sheet', 'link'] as const;
export type Channel = (typeof CHANNELS)[number];

export type Statement = Content & {
  readonly id: string;
  readonly gateId: GateId;
  /** Of whom: its source URN; what a person heard is the country's word. */
  readonly source: string;
  readonly level: Level;
  readonly channel: Channel;
  /** Null for what a person heard. */
  readonly epoch: number | null;
  readonly sequence: number | null;
  readonly saidAt: number;
  /** Until when it binds; null: until it is stale. */
  readonly validUntil: number | null;
  readonly heardAt: number;
  /** Who on the other side, who of us wrote it down, and the hotline's note: never leave this side. */
  readonly toldBy: string | null;
  readonly recordedBy: string | null;
  readonly note: string | null;
};

/** Our word for a flow: export leaves our country. */
export const directionOf = (flow: Flow, own: Country): Direction =>
  flow.startsWith(own) ? 'export' : 'import';
export const flowOf = (direction: Direction, own: Country): Flow =>
  (direction === 'export') === (own === 'vn') ? 'vn-cn' : 'cn-vn';
export const otherCountry = (own: Country): Country => (own === 'vn' ? 'cn' : 'vn');
/** The country whose word a source's is. */
export const countryOf = (source: string): Country => (source.split(':')[2] === 'cn' ? 'cn' : 'vn');

const ms = (instant: string): number => Date.parse(instant);

/** Until when what is said binds: the latest end that it names; null where it names none. */
export function validUntil(content: Content): number | null {
  switch (content.kind) {
    case 'acceptance': {
      const ends = content.said.periods.map(({ until }) => until);
      return ends.some((end) => end === null) ? null : Math.max(...ends.map((end) => ms(end ?? '')));
    }
    case 'hours':
    case 'manifest':
    case 'receipt':
      return ms(content.said.until);
    case 'closure':
      return content.said.until === null ? null : ms(content.said.until);
    default:
      return null;
  }
}

/** What an event says. */
export const contentOf = (event: CloudEvent): Content =>
  contentSchema.parse({ kind: kindOf(event), said: event.data });

/** A fact from an event; the same whether it came over the link or on a sheet. */
export function statementOf(
  event: CloudEvent,
  came: { level: 'sheet' | 'machine'; heardAt: number },
): Statement {
  const content = contentOf(event);
  return {
    ...content,
    id: event.id,
    gateId: content.said.gate,
    source: event.source,
    level: came.level,
    channel: came.level === 'machine' ? 'link' : 'sheet',
    epoch: Number(event.epoch),
    sequence: Number(event.sequence),
    saidAt: ms(event.time),
    validUntil: validUntil(content),
    heardAt: came.heardAt,
    toldBy: null,
    recordedBy: null,
    note: null,
  };
}

type DirectedWord = ToldAcceptance & { readonly direction: Direction };
const termOf = ({ from, until }: { readonly from: string; readonly until: string | null }) => ({
  validFrom: ms(from),
  validTo: until === null ? null : ms(until),
});

/** Within a stretch, what lies outside of the hours said for it. */
function closedOf(said: {
  readonly from: string;
  readonly until: string;
  readonly windows: readonly { readonly from: string; readonly until: string }[];
}): readonly { readonly validFrom: number; readonly validTo: number }[] {
  const all: readonly Interval[] = [{ from: ms(said.from), to: ms(said.until) }];
  return said.windows
    .reduce((left, window) => subtract(left, { from: ms(window.from), to: ms(window.until) }), all)
    .map(({ from, to }) => ({ validFrom: from, validTo: to }));
}

/**
 * What the neighbour said that it takes, as the flow's rules read it (FL-4, NE-3, NE-18, NE-19). Closed to all, or outside of
 * its hours, it takes nothing.
 */
export function wordsOf(statement: Statement, direction: Direction | null): readonly DirectedWord[] {
  if (direction === null) return [];
  const word = {
    direction,
    level: statement.level,
    at: statement.saidAt,
    toldBy: statement.toldBy ?? statement.source,
    channel: statement.channel,
  };
  switch (statement.kind) {
    case 'acceptance':
      return statement.said.periods.map((each) => ({
        ...word,
        ...termOf(each),
        vehiclesPerHour: each.offered.perHour,
        ...limitsOf(each.offered),
      }));
    case 'hours':
      return closedOf(statement.said).map((each) => ({ ...word, ...each, vehiclesPerHour: 0, as: 'hours' }));
    case 'closure': {
      const { lifted, classes } = statement.said;
      if (lifted) return [];
      const closed = { ...word, ...termOf(statement.said), vehiclesPerHour: 0 };
      if (classes.length === 0) return [{ ...closed, as: 'closure' }];
      const byClass = Object.fromEntries(classes.map((goods) => [goods, 0]));
      return [{ ...closed, as: 'class-closure', byClass }];
    }
    default:
      return [];
  }
}

const limitsOf = ({ byClass }: ContentOf<'acceptance'>['periods'][number]['offered']) =>
  Object.keys(byClass).length === 0 ? {} : { byClass };

/** What both sides signed, as the flow's rules read it (NE-13, NE-19). `source`: of the other side. */
export function wordsOfAgreement(
  { terms, chain }: { readonly terms: Terms; readonly chain: readonly Step[] },
  source: string,
): readonly DirectedWord[] {
  const word = {
    direction: directionOf(terms.flow, otherCountry(countryOf(source))),
    level: 'machine' as const,
    at: ms(chain.at(-1)?.signedAt ?? terms.from),
    toldBy: source,
    channel: 'link',
  };
  if (terms.about === 'hours')
    return closedOf(terms).map((each) => ({ ...word, ...each, vehiclesPerHour: 0, as: 'agreed-hours' }));
  const { perHour, byClass } = terms.quota;
  return [
    {
      ...word,
      ...termOf(terms),
      vehiclesPerHour: perHour,
      ...limitsOf({ perHour, byClass }),
      as: 'agreement',
    },
  ];
}

/** Whether one word was said after another; in one instant by its number, else as it was heard. */
export function isLater(a: Statement, b: Statement): boolean {
  const order = (each: Statement) => [each.saidAt, each.epoch ?? 0, each.sequence ?? 0, each.heardAt];
  const [ours, theirs] = [order(a), order(b)];
  const at = ours.findIndex((value, n) => value !== theirs[n]);
  return at !== -1 && (ours[at] ?? 0) > (theirs[at] ?? 0);
}

/** What is said again and again replaces what was said of it: one closure, the hours of one way. */
const replacedBy = (statement: Statement): string | null => {
  if (statement.kind === 'closure') return statement.said.closure;
  return statement.kind === 'hours' ? statement.said.flow : null;
};

/** Of each closure and of the hours of each way the newest word, whatever came first. */
export function newestOfEach(statements: readonly Statement[]): readonly Statement[] {
  const newest = new Map<string, Statement>();
  for (const each of statements) {
    const matter = replacedBy(each);
    if (matter === null) continue;
    const known = newest.get(matter);
    if (known === undefined || isLater(each, known)) newest.set(matter, each);
  }
  return statements.filter((each) => {
    const matter = replacedBy(each);
    return matter === null || newest.get(matter) === each;
  });
}

/** Our direction of what is said; null where it is of the gate as a whole. */
export function directionOfContent({ said }: Content, own: Country): Direction | null {
  return 'flow' in said ? directionOf(said.flow, own) : null;
}
