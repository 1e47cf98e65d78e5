import type { Process } from '@/domain/process/process';
import type { CrossingId, DeviceId, EventId, Hash, PassId } from '@/domain/shared/identity';
import type { Stamp } from '@/domain/sync/chain';
import type { EventDraft, GateEvent, Hlc } from '@/domain/sync/event';
import type { Incident } from '@/domain/sync/incident';
import type { EventVerdict, Mark, SignedDocument, Stream } from '@/domain/sync/protocol';
import type {
  ClockReading,
  Cursors,
  GuardedKey,
  MetaKey,
  MetaValues,
  OtherRow,
  OwnRow,
  PassRow,
  PhotoRow,
  Said,
  UseRow,
} from './rows';

/**
 * The truth of a tablet. Every method is one transaction: it happens whole or not at all, and a promise that resolved
 * means committed with strict durability. `store-contract.ts` is run against each implementation.
 */
export type Store = {
  readonly read: <K extends MetaKey>(key: K) => Promise<MetaValues[K] | null>;
  readonly write: (values: Partial<Omit<MetaValues, GuardedKey>>) => Promise<void>;
  /** A new device begins its own chain: everything but own events of earlier devices is dropped (OF-18). */
  readonly enrol: (values: EnrolValues) => Promise<EnrolResult>;

  /** One scan, one transaction: read the tail, chain, add the events, move the tail, update uses (OF-5). */
  readonly append: (writing: Writing) => Promise<readonly GateEvent[]>;
  /**
   * The first run of events without a gap above the acknowledgement, at most `limit`, with the head they belong to: the
   * centre counts on from `from`, also over an event that it cannot read (OF-1).
   */
  readonly outbox: (limit: number) => Promise<Outbox>;
  readonly standing: () => Promise<Standing>;
  readonly acknowledge: (ack: Acknowledgement) => Promise<void>;

  readonly cursors: () => Promise<Cursors>;
  /** Page and cursor in one transaction. False, and nothing written, when the cursor is not at `from`, or the keys are not those it was sealed under (OF-10, OF-76). */
  readonly applyPage: (page: StorePage) => Promise<boolean>;
  /**
   * Empties a stream and sets its cursor to 0; with the last one the mark of the old history goes. Signed lists stay,
   * and passes the centre never told of. With `events` all own events are offered again (OF-2).
   */
  readonly dropStream: (stream: Stream) => Promise<void>;

  readonly known: () => Promise<Known>;
  /** All that is known of one vehicle, read in one transaction. */
  readonly dossier: (subject: Wanted) => Promise<Dossier>;
  /** In the order asked; null for one that is not on board. */
  readonly passes: (ids: readonly PassId[]) => Promise<readonly (PassRow | null)[]>;
  readonly passesByKey: (key: string, limit: number) => Promise<readonly PassRow[]>;
  /** Crossings that somebody at the gate has scanned or ticked, here or elsewhere; each once. */
  readonly crossingsSeen: () => Promise<readonly CrossingId[]>;
  readonly ownEvent: (id: EventId) => Promise<OwnRow | null>;
  /** Newest first. */
  readonly recent: (limit: number) => Promise<readonly OwnRow[]>;
  readonly lists: () => Promise<readonly SignedDocument[]>;
  readonly processes: () => Promise<readonly Process[]>;
  readonly incidents: () => Promise<readonly Incident[]>;
  /** What others said to the whole post (OF-64). */
  readonly notices: () => Promise<readonly OtherRow[]>;

  /** The oldest photograph on board that is not among `but`. */
  readonly nextPhoto: (but: readonly string[]) => Promise<PhotoRow | null>;
  /** Those set aside do not count. */
  readonly photosWaiting: () => Promise<number>;
  readonly photoSentTo: (event: EventId, parts: number) => Promise<void>;
  /** Only when the centre has it whole. */
  readonly dropPhoto: (event: EventId) => Promise<void>;

  /** Deletes own events that are acknowledged, older than `beforeWall` and of no live pass. Returns how many (OF-9). */
  readonly prune: (beforeWall: number) => Promise<number>;
  /**
   * Lets go of passes whose crossing ended before this, centre's clock, ms, and with the last pass of a crossing of what
   * others did there; and of incidents that were resolved before it. As many as a scan can wait for: returns how many
   * passes and incidents, none when no more are left.
   */
  readonly forgetEnded: (before: number) => Promise<number>;
  /**
   * Lets go of what was pulled of vehicles and people, and of the keys that opened it if told so. Own events stay, and
   * what they were used for; signed lists and processes name nobody (DV-4, OF-29).
   */
  readonly forget: (what: 'pulled' | 'pulled-and-keys') => Promise<void>;
  /** Only after upload, or by a supervisor's word (OF-18). */
  readonly wipe: (permission: 'uploaded' | 'supervisor') => Promise<'wiped' | 'unsynced'>;

  /** Called after any committed change, by this tab or another. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly close: () => void;
};

export type Writing = {
  readonly entries: readonly { readonly draft: EventDraft; readonly stamp: Stamp }[];
  /** A genuine pass the centre has not told of yet: kept so that a reload knows its plate. Never replaces a told one. */
  readonly seen: PassRow | null;
  /** Written with the event that speaks of it, or neither is. */
  readonly photo?: PhotoRow;
};

export type EnrolValues = Pick<MetaValues, 'enrolment' | 'guard' | 'deviceKey'> &
  Partial<Pick<MetaValues, 'lane' | 'roster' | 'vault' | 'officer'>>;
export type EnrolResult = 'enrolled' | 'unsynced';

export type Outbox = {
  readonly device: DeviceId | null;
  readonly events: readonly GateEvent[];
  /** Number of the first of them, of the next one to be written when there is none. */
  readonly from: number;
  readonly ack: number;
  /** What the centre had when it last answered. */
  readonly said: Said;
  readonly headSeq: number;
  readonly head: Hash | null;
};

export type Standing = {
  readonly headSeq: number;
  readonly ack: number;
  readonly unsynced: number;
  readonly oldestUnsynced: GateEvent | null;
  readonly quarantined: number;
};

export type Acknowledgement = {
  readonly device: DeviceId;
  /** Cumulative, as the centre said. */
  readonly ackSeq: number;
  readonly verdicts: readonly EventVerdict[];
  readonly incidents: readonly Incident[];
  /**
   * The centre knows less than this tablet thought (restored from a backup): believe it and send again (OF-2). When the
   * acknowledgement falls by it, incidents are read anew: those it forgot would stay for ever.
   */
  readonly rewind: boolean;
  /** Greatest own number that the centre had when it answered; told by the next answer when it has less (OF-2). */
  readonly said?: number;
};

type PageOf<S extends Stream, T> = {
  readonly stream: S;
  readonly from: number;
  readonly next: number;
  readonly upserts: readonly T[];
  readonly tombstones: readonly string[];
  /** Kept with the page when it is a later one. */
  readonly mark?: Mark | null | undefined;
  /** Of the keys it was sealed under; not asked when left out. */
  readonly generation?: string | null | undefined;
};
export type StorePage =
  | PageOf<'passes', PassRow>
  /** `seen`: highest believable clock among them; what is written next sorts after what was read. */
  | (PageOf<'events', OtherRow> & { readonly seen: Hlc | null })
  | PageOf<'lists', SignedDocument>
  | PageOf<'processes', Process>
  | PageOf<'incidents', Incident>;

export type Wanted = { readonly crossingId: CrossingId | null; readonly passId: PassId | null };
export type Dossier = {
  readonly crossingId: CrossingId | null;
  /** The asked pass, else the one of the crossing that is in force. */
  readonly pass: PassRow | null;
  readonly own: readonly OwnRow[];
  readonly others: readonly OtherRow[];
  /** Of every pass of the crossing. */
  readonly uses: readonly UseRow[];
  readonly known: Known;
};

/** How far and how fresh the tablet's knowledge is. */
export type Known = {
  readonly cursors: Cursors;
  readonly clock: ClockReading | null;
  readonly lastExchangeAt: number | null;
};
