import { clockOf, dateOf, instantIn, instantOf, type Zone } from '@/domain/flow/zones';
import {
  type CLOSURE_REASONS,
  type Content,
  type Flow,
  gateSchema,
  type INCIDENT_CODES,
} from '@/domain/neighbour/content';
import type { SpokenChannel } from '@/domain/neighbour/heard';
import type { Statement } from '@/domain/neighbour/statement';
import type { GateId } from '@/domain/shared/identity';
import { GOODS_CLASSES, type GoodsClass } from '@/domain/shared/vocabulary';

export const WORD_KINDS = ['acceptance', 'hours', 'closure', 'incident'] as const;
export type WordKind = (typeof WORD_KINDS)[number];

/** What is typed after a call; times of day as text, by the clock of whoever writes. */
export type WordTyped = {
  readonly kind: WordKind;
  readonly flow: Flow;
  readonly perHour: string;
  readonly byClass: Readonly<Partial<Record<GoodsClass, string>>>;
  readonly forHours: string;
  readonly opens: string;
  readonly closes: string;
  readonly lanes: string;
  readonly classes: readonly GoodsClass[];
  readonly reason: (typeof CLOSURE_REASONS)[number];
  readonly code: (typeof INCIDENT_CODES)[number];
  /** Of the closure or incident that is corrected; null: a new one. */
  readonly matter: string | null;
  readonly toldBy: string;
  readonly channel: SpokenChannel;
  readonly saidAt: string;
  readonly note: string;
};
export const EMPTY_WORD: WordTyped = {
  kind: 'acceptance',
  flow: 'vn-cn',
  perHour: '',
  byClass: {},
  forHours: '',
  opens: '',
  closes: '',
  lanes: '',
  classes: [],
  reason: 'congestion',
  code: 'accident',
  matter: null,
  toldBy: '',
  channel: 'hotline',
  saidAt: '',
  note: '',
};
export type WordFault =
  | 'perHour'
  | 'byClass'
  | 'forHours'
  | 'opens'
  | 'closes'
  | 'lanes'
  | 'toldBy'
  | 'saidAt';
export type WordEntry = {
  readonly content: Content;
  readonly saidAt: number;
  readonly toldBy: string;
  readonly channel: SpokenChannel;
  readonly note: string | null;
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function whole(text: string, most: number): number | null {
  const value = Number(text.trim());
  return text.trim() !== '' && Number.isInteger(value) && value >= 0 && value <= most ? value : null;
}
/** Of today in that zone, ms; null: no time of day. */
function timeToday(text: string, now: number, zone: Zone): number | null {
  const clock = /^([01]?\d|2[0-3])[:h.]([0-5]\d)$/.exec(text.trim());
  if (clock === null) return null;
  return instantOf(dateOf(now, zone), `${(clock[1] ?? '').padStart(2, '0')}:${clock[2]}`, zone);
}

/** The entry as the API takes it, or which boxes are wrong. `newId` names a closure or an incident that is new. */
export function readWord(
  typed: WordTyped,
  {
    gateId,
    now,
    newId,
    zone,
  }: {
    readonly gateId: GateId;
    readonly now: number;
    readonly newId: string;
    readonly zone: Zone;
  },
):
  | { readonly kind: 'entry'; readonly entry: WordEntry }
  | { readonly kind: 'faults'; readonly faults: readonly WordFault[] } {
  const faults: WordFault[] = [];
  const fail = (name: WordFault): null => {
    faults.push(name);
    return null;
  };
  const said = typed.saidAt.trim() === '' ? now : timeToday(typed.saidAt, now, zone);
  // Half past eleven, written down after midnight, was yesterday.
  const saidAt = said !== null && said > now && said - DAY_MS > now - 12 * HOUR_MS ? said - DAY_MS : said;
  if (saidAt === null || saidAt > now) fail('saidAt');
  const hours = Number(typed.forHours.trim().replace(',', '.'));
  const isEndless = typed.forHours.trim() === '';
  if (!isEndless && !(hours > 0 && hours <= 72)) fail('forHours');
  const until = isEndless ? null : instantIn(Math.round(now + hours * HOUR_MS), zone);
  if (typed.toldBy.trim() === '') fail('toldBy');
  const at = saidAt ?? now;
  const place = { gate: gateSchema.parse(gateId), flow: typed.flow };
  const content = contentTyped(typed, { place, at, until, now, zone, id: typed.matter ?? newId, fail });
  if (content === null || faults.length > 0) return { kind: 'faults', faults };
  return {
    kind: 'entry',
    entry: {
      content,
      saidAt: at,
      toldBy: typed.toldBy.trim(),
      channel: typed.channel,
      note: typed.note.trim() === '' ? null : typed.note.trim(),
    },
  };
}

type Around = {
  readonly place: { readonly gate: ReturnType<typeof gateSchema.parse>; readonly flow: Flow };
  readonly at: number;
  readonly until: string | null;
  readonly now: number;
  readonly zone: Zone;
  readonly id: string;
  readonly fail: (name: WordFault) => null;
};

function contentTyped(typed: WordTyped, { place, at, until, now, zone, id, fail }: Around): Content | null {
  const instant = (time: number) => instantIn(time, zone);
  switch (typed.kind) {
    case 'acceptance': {
      const perHour = whole(typed.perHour, 1000) ?? fail('perHour');
      const byClass: Partial<Record<GoodsClass, number>> = {};
      for (const goods of GOODS_CLASSES) {
        const text = typed.byClass[goods] ?? '';
        if (text.trim() === '') continue;
        byClass[goods] = whole(text, 1000) ?? fail('byClass') ?? 0;
      }
      if (perHour === null) return null;
      const period = { from: instant(at), until, offered: { perHour, byClass }, actual: null };
      return { kind: 'acceptance', said: { ...place, periods: [period] } };
    }
    case 'hours': {
      const opens = timeToday(typed.opens, now, zone) ?? fail('opens');
      const shuts = timeToday(typed.closes, now, zone) ?? fail('closes');
      const lanes = typed.lanes.trim() === '' ? null : (whole(typed.lanes, 60) ?? fail('lanes'));
      if (opens === null || shuts === null) return null;
      // A gate that closes at two closes in the night after.
      const closes = shuts > opens ? shuts : shuts + DAY_MS;
      const day = instantOf(dateOf(now, zone), '00:00', zone);
      const span = { from: instant(day), until: instant(Math.max(day + DAY_MS, closes)) };
      const window = { from: instant(opens), until: instant(closes), lanes };
      return { kind: 'hours', said: { ...place, ...span, zone, windows: [window] } };
    }
    case 'closure': {
      const { classes, reason } = typed;
      const said = { ...place, closure: id, from: instant(at), until, classes: [...classes], reason };
      return { kind: 'closure', said: { ...said, lifted: false } };
    }
    case 'incident':
      return {
        kind: 'incident',
        said: { ...place, incident: id, at: instant(at), code: typed.code, over: false },
      };
  }
}

/** A word as it was typed, to be corrected: what is recorded then is a later word about the same (BU-8). */
export function typedAgain({ kind, said, toldBy, channel, note }: Statement, zone: Zone): WordTyped | null {
  const again = {
    ...EMPTY_WORD,
    toldBy: toldBy ?? '',
    channel: channel === 'sheet' || channel === 'link' ? 'hotline' : channel,
    note: note ?? '',
  } as const;
  switch (kind) {
    case 'acceptance': {
      const offered = said.periods.at(-1)?.offered;
      const byClass = Object.fromEntries(
        Object.entries(offered?.byClass ?? {}).map(([goods, count]) => [goods, String(count)]),
      );
      return { ...again, kind, flow: said.flow, perHour: String(offered?.perHour ?? ''), byClass };
    }
    case 'hours': {
      const [window] = said.windows;
      const clock = (at: string | undefined) => (at === undefined ? '' : clockOf(Date.parse(at), zone));
      const lanes = window?.lanes ?? null;
      return {
        ...again,
        kind,
        flow: said.flow,
        opens: clock(window?.from),
        closes: clock(window?.until),
        lanes: lanes === null ? '' : String(lanes),
      };
    }
    case 'closure':
      return {
        ...again,
        kind,
        flow: said.flow,
        classes: said.classes,
        reason: said.reason,
        matter: said.closure,
      };
    case 'incident':
      return { ...again, kind, flow: said.flow, code: said.code, matter: said.incident };
    default:
      return null;
  }
}

/** That a closure is lifted or an incident is over: a later word about it; null for what cannot end so. */
export function ended({ kind, said }: Statement): Content | null {
  if (kind === 'closure') return { kind, said: { ...said, lifted: true } };
  if (kind === 'incident') return { kind, said: { ...said, over: true } };
  return null;
}
