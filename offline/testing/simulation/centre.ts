import type { CrossingState } from '@/domain/crossing/state';
import type { CrossingId, DeviceId, GateId, PassId } from '@/domain/shared/identity';
import type { Agency } from '@/domain/shared/vocabulary';
import type { EventDraft, GateEvent } from '@/domain/sync/event';
import type { Incident } from '@/domain/sync/incident';
import type {
  PassRecord,
  PullRequest,
  PullResponse,
  PushRequest,
  PushResponse,
} from '@/domain/sync/protocol';
import type { Reply } from '../../sync/transport';

/**
 * A province's centre as the simulation sees it: two nodes over one store. One implementation keeps everything in
 * memory and runs the server's own rules over it, the other is the real server on a real PostgreSQL; a test runs the
 * same scenes on both.
 */
export type SimulatedCentre = {
  readonly enrol: (gateId: GateId, device: DeviceId, agency: Agency, now: number) => Promise<void>;
  /** `now`: clock of the node that was asked, ms. */
  readonly push: (request: PushRequest, now: number) => Promise<Reply<PushResponse>>;
  readonly pull: (request: PullRequest, now: number) => Promise<Reply<PullResponse>>;
  readonly declare: (order: DeclareOrder, now: number) => Promise<void>;
  /** The next revision of a pass: the one before it dies by itself. */
  readonly reissue: (order: DeclareOrder, now: number) => Promise<void>;
  readonly revoke: (gateId: GateId, passId: PassId, now: number) => Promise<void>;
  /** A fact that the centre itself states. */
  readonly record: (gateId: GateId, draft: EventDraft, now: number) => Promise<void>;
  readonly withdraw: (gateId: GateId, device: DeviceId, now: number) => Promise<void>;
  /** Yesterday's copy of the store, and the store set back to it; `declared`: and its history was given a new name. */
  readonly backUp: () => Promise<void>;
  readonly restore: (declared: boolean) => Promise<void>;
  readonly look: (gateId: GateId) => Promise<GateLook>;
  /** What rests here of these numbers of a device: hashes in the log, `aside` for what is in quarantine. */
  readonly durable: (
    gateId: GateId,
    device: DeviceId,
    from: number,
    to: number,
  ) => Promise<ReadonlyMap<number, ReadonlySet<string>>>;
  readonly close: () => Promise<void>;
};

export type DeclareOrder = {
  readonly gateId: GateId;
  readonly crossingId: CrossingId;
  readonly passId: PassId;
  readonly plate: string;
};

export type GateLook = {
  readonly position: number;
  readonly log: readonly {
    readonly position: number;
    readonly crossingId: CrossingId | null;
    readonly event: GateEvent;
  }[];
  readonly quarantine: readonly {
    readonly device: DeviceId;
    readonly seq: number;
    readonly code: string;
    readonly raw: string;
  }[];
  readonly devices: ReadonlyMap<DeviceId, DeviceLook>;
  readonly crossings: ReadonlyMap<CrossingId, CrossingState>;
  readonly passes: ReadonlyMap<PassId, PassLook>;
  readonly incidents: readonly { readonly incident: Incident; readonly withdrawn: boolean }[];
  /** Newest versions of the signed lists. */
  readonly lists: { readonly keys: number; readonly revocation: number };
};

export type DeviceLook = {
  readonly ackSeq: number;
  readonly maxSeq: number;
  readonly headSeq: number;
  readonly revokedAt: number | null;
};

export type PassLook = Pick<PassRecord, 'crossingId' | 'revision' | 'status' | 'token'> & {
  readonly endedAt: number | null;
};
