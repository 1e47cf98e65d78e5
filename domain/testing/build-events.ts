import {
  type CrossingId,
  crossingIdSchema,
  deviceIdSchema,
  eventIdSchema,
  gateIdSchema,
} from '../shared/identity';
import { type ChainTail, chainEvent, emptyTail } from '../sync/chain';
import type { EventDraft, EventType, GateEvent, GateEventOf } from '../sync/event';
import { eventBodySchemas } from '../sync/event';

/** Test data told like a shift: devices that write chains, clocks that may be wrong. Nothing here is random. */
const uuid = (space: number, n: number): string =>
  `0198${space.toString(16).padStart(4, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

export const crossingNo = (n: number): CrossingId => crossingIdSchema.parse(uuid(1, n));
export const deviceNo = (n: number) => deviceIdSchema.parse(uuid(2, n));
export const eventNo = (n: number) => eventIdSchema.parse(uuid(3, n));
export const passNo = (n: number): string => n.toString(16).padStart(32, '0');

/** 09:00 in Hà Nội on a working day, ms. */
export const MORNING = Date.UTC(2026, 10, 23, 2);
export const MINUTE = 60_000;

export type Fact<T extends EventType = EventType> = {
  readonly type: T;
  readonly body: GateEventOf<T>['body'];
} & Partial<Omit<EventDraft, 'type' | 'body'>>;

/** A device that writes its chain; `at` is the true time, the device sees it through its own clock. */
export class Device {
  #tail: ChainTail;
  #n: number;
  #boot = 1;
  /** Device clock minus true time, ms. */
  skewMs = 0;
  /** What the device believes to be server clock minus its own, ms. */
  offset: number | null = null;

  constructor(n: number) {
    this.#n = n;
    this.#tail = emptyTail(deviceNo(n));
  }

  get tail(): ChainTail {
    return this.#tail;
  }

  /** As after a restore from an old copy: the same numbers are written again (a fork). */
  rewind(tail: ChainTail): void {
    this.#tail = tail;
    this.#boot += 1;
  }

  write(at: number, fact: Fact): GateEvent {
    const draft = {
      gateId: gateIdSchema.parse('HN'),
      actor: `officer-${this.#n}`,
      agency: null,
      shift: null,
      crossingId: crossingNo(1),
      passId: null,
      step: null,
      direction: null,
      verdict: null,
      codes: [],
      lists: null,
      sealed: null,
      ...fact,
    } as EventDraft;
    const id = eventNo(this.#n * 1_000_000 + this.#boot * 100_000 + this.#tail.seq + 1);
    const wall = Math.trunc(at + this.skewMs);
    const stamp = { id, wall, mono: Math.abs(at - MORNING), boot: `boot-${this.#boot}`, offset: this.offset };
    const { event, tail } = chainEvent(this.#tail, draft, stamp);
    this.#tail = tail;
    return event;
  }
}

export const declaredBody = (over: Partial<GateEventOf<'crossing.declared'>['body']> = {}) =>
  eventBodySchemas['crossing.declared'].parse({
    process: { id: 'hn-export-loaded', version: 1 },
    kind: 'loaded',
    route: '1119-1120',
    binding: {
      plate: '51C12345',
      trailer: '51R01234',
      container: null,
      seal: null,
      customsDeclaration: '30820751810',
    },
    rawPlate: '51C-123.45',
    firm: { id: 'firm-1', name: 'Công ty CP Xuân Cương', taxCode: '0100233488' },
    goods: { class: 'perishable', name: 'Sầu riêng tươi', hsCode: '0810.60', grossWeightKg: 19_698 },
    plannedArrivalAt: MORNING,
    regime: 'B11',
    ...over,
  });
