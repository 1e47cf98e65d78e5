import type { EndedPost } from '@/domain/device/shift-rules';
import type { GateEntry } from '@/domain/gate/gate-entry';
import type { CrossingId, DeviceId, EventId, GateId, PassId, StepId } from '@/domain/shared/identity';
import type { Agency, Direction, Stage } from '@/domain/shared/vocabulary';
import type { ChainTail } from '@/domain/sync/chain';
import type { GateEvent, Hlc } from '@/domain/sync/event';
import type { EventVerdict, Mark, Stream } from '@/domain/sync/protocol';

/**
 * What rests on the tablet's disk. Two sorts of rows: clear ones, free of plates, names and declaration numbers by
 * construction, and `sealed` bytes that only the shift passphrase opens (OF-19).
 */

/** An own event. Its type is narrower than the wire's by the rules of `record.ts`: no free text, no plate. */
export type OwnRow = {
  readonly dev: DeviceId;
  readonly seq: number;
  readonly id: EventId;
  /** Its event's own, else that of its pass as soon as the pass is known here: the event stays as it was hashed. */
  readonly crossingId: CrossingId | null;
  readonly passId: PassId | null;
  readonly event: GateEvent;
  /** The centre's word on it where that is more than having it; null else, and while unheard. */
  readonly verdict: EventVerdict | null;
};

/** An event of another device of this gate. */
export type OtherRow = {
  readonly id: EventId;
  /** As of an own one. */
  readonly crossingId: CrossingId | null;
  readonly passId: PassId | null;
  /** Set on what is said to the whole post and belongs to no vehicle (OF-64). */
  readonly notice?: 'post';
  readonly body:
    | { readonly kind: 'clear'; readonly event: GateEvent }
    | { readonly kind: 'sealed'; readonly bytes: Sealed };
};

/** AES-GCM: 12-byte iv, ciphertext, tag. */
export type Sealed = Uint8Array<ArrayBuffer>;

export type PassRow = {
  readonly passId: PassId;
  /** Null for a genuine pass that was scanned before the centre told of it. */
  readonly crossingId: CrossingId | null;
  /** When its crossing ended, centre's clock, ms; absent while it goes on. Says nothing of who or what it was (OF-19). */
  readonly endedAt?: number;
  /** Another one has taken its place, or none: of several of one crossing the one before the officer is not this. Absent on rows of before. */
  readonly isDead?: boolean;
  /** HMACs of what it may be looked up by. */
  readonly keys: readonly string[];
  /** `PassContent`, sealed. */
  readonly sealed: Sealed;
};

/** A photograph, sealed to the centre, until the centre has it whole (OF-72). */
export type PhotoRow = {
  /** The `photo.taken` event that speaks of it. */
  readonly event: EventId;
  /** `gate.photo.v1`; only the centre opens it. */
  readonly sealed: Uint8Array<ArrayBuffer>;
  /** Content key, sealed to the centre. */
  readonly key: string;
  readonly takenAt: number;
  /** Parts the centre has from the first on: where an upload goes on. */
  readonly parts: number;
};

export type OwnUse = {
  readonly step: StepId;
  readonly agency: Agency;
  readonly eventId: EventId;
  readonly device: DeviceId;
  readonly at: number;
};
/** Own ticks of one pass. Grow-only sets: a function of the set of own events; outlives their pruning (OF-7). */
export type UseRow = {
  readonly passId: PassId;
  readonly used: readonly OwnUse[];
  readonly undone: readonly EventId[];
};

export type Cursors = Readonly<Record<Stream, number>>;
export const ZERO_CURSORS: Cursors = { passes: 0, events: 0, lists: 0, processes: 0, incidents: 0 };

/** Centre's clock as measured by four timestamps. Within `boot` the monotonic clock carries it on (OF-12). */
export type ClockReading = {
  readonly offset: number;
  readonly roundTripMs: number;
  readonly wall: number;
  readonly mono: number;
  readonly boot: string;
};

export type StoredEnrolment = {
  readonly device: DeviceId;
  readonly gateId: GateId;
  readonly checkpoint: string;
  readonly agency: Agency;
  readonly deviceName: string;
  /** Raw Ed25519 public keys of the trust roots, base64url. */
  readonly roots: readonly string[];
  /** Raw P-256 public key of the centre, base64url. */
  readonly sealingKey: string;
};

/** As tablets had it before several officers were known: the data key under the one shift passphrase. Read, never written. */
export type VaultRecord = {
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly iterations: number;
  readonly wrapped: Sealed;
};

/**
 * The officers known on this tablet (OF-27). Each has the same data key wrapped under the own passphrase and, where the
 * device can, under a passkey. One salt for all: the passphrase alone says who it is, without a name on the disk.
 */
export type Roster = {
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly iterations: number;
  readonly officers: readonly OfficerRow[];
};
export type OfficerRow = {
  /** Drawn at random; says nothing of the person. */
  readonly key: string;
  /** `OfficerSecret`, sealed under the data key. */
  readonly sealed: Sealed;
  readonly wrapped: Sealed;
  readonly passkey: PasskeyRow | null;
};
export type PasskeyRow = {
  readonly credentialId: Uint8Array<ArrayBuffer>;
  /** What the authenticator's secret is derived with. */
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly wrapped: Sealed;
};

/** Wrong tries since the last right one. Kept on disk: a reload does not make guessing cheaper (OF-20). */
export type UnlockGuard = { readonly failures: number; readonly waitUntil: number };

/** Where the tablet stands, as last set on it. */
export type Lane = {
  readonly direction: Direction | 'both';
  readonly post: Stage | null;
  /** The yard it stands at, as set on it; null: none. Absent: as its checkpoint is called (GA-10). */
  readonly yard?: string | null;
  /** Burst mode (AD-17); absent on tablets set up before there was one. */
  readonly burst?: boolean;
};

/** Without a hole up to `ack`, and the greatest number of all: if either is less the next time, it was set back (OF-2). */
export type Said = { readonly ack: number; readonly greatest: number };
export const NOTHING_SAID: Said = { ack: 0, greatest: 0 };

export type MetaValues = {
  readonly enrolment: StoredEnrolment;
  readonly roster: Roster;
  /** Of the passphrase. */
  readonly guard: UnlockGuard;
  /** Of the data key; drawn anew whenever it is let go of: what was begun under the one before ends (OF-76). */
  readonly generation: string;
  /** Corrected clock, ms: somebody who may opened it (DV-4). */
  readonly lastUnlockAt: number;
  readonly vault: VaultRecord;
  /** `{id, name}`, sealed; goes with `vault`. */
  readonly officer: Sealed;
  /** Ed25519, not extractable. */
  readonly deviceKey: CryptoKey;
  readonly tail: ChainTail;
  readonly ack: number;
  /** What the centre had of this device when it last answered. */
  readonly said: Said;
  readonly cursors: Cursors;
  /** Of the centre's history that the cursors belong to, never older than any of them. */
  readonly mark: Mark;
  readonly clock: ClockReading;
  /** Device wall clock corrected, ms. */
  readonly lastExchangeAt: number;
  /** Every stream was read to its end since the tablet last forgot what it had read: only then is no pass missing. */
  readonly readToEnd: true;
  readonly lane: Lane;
  /** Photographs that the centre has no event for, and never will: offered again, waited for by nobody (OF-72). */
  readonly photosAside: readonly EventId[];
  /** The history of the gate's log that was last read from (OF-47). */
  readonly epoch: string;
  /** Clock of the newest answer to a call for help that was read here. */
  readonly answersReadTo: Hlc;
  /** Somebody at the centre had this tablet forget everything; device wall clock, ms (OF-49). */
  readonly wipedAt: number;
  /** The table of gates that the centre last told; what the app came with until then (GA-7). */
  readonly gates: { readonly version: number; readonly gates: readonly GateEntry[] };
  /** Whose post at this gate ended, as the centre last said (DV-10). */
  readonly ended: readonly EndedPost[];
};
export type MetaKey = keyof MetaValues;
/** Moved only by methods of the store, inside their transactions. */
export type GuardedKey = 'tail' | 'ack' | 'said' | 'cursors' | 'mark' | 'generation';
/** Without these nothing on the disk opens any more. */
export const KEY_VALUES = [
  'roster',
  'vault',
  'officer',
  'guard',
  'lastUnlockAt',
] as const satisfies MetaKey[];
