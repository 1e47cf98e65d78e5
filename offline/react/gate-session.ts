import type { EventId, GateId, StepId } from '@/domain/shared/identity';
import type { Agency, Direction, Stage } from '@/domain/shared/vocabulary';
import type { CodeRefusal } from '@/domain/sync/door';
import type { Hlc } from '@/domain/sync/event';
import type { Incident } from '@/domain/sync/incident';
import type { PhotoSubject } from '@/domain/sync/work-bodies';
import type { Deed } from '../checkpoint/deeds';
import type { Notices } from '../checkpoint/notices';
import type {
  Confirmed,
  HoldReason,
  Overridden,
  PhotoKept,
  RecentEntry,
  Recorded,
  ScanOutcome,
  ScanSource,
  Subject,
  Vehicle,
} from '../checkpoint/outcome';
import type { OverrideOrder } from '../checkpoint/override-release';
import type { QueueEntry } from '../checkpoint/queue';
import type { Line, SyncState } from '../sync/state';
import type { LockedDoors, OpenShift, SignInForm, SignInOutcome } from '../unlock/shift-doors';

/**
 * All that a screen of `/gate` may know or do. A closed union: what cannot be done in a state is not there to call.
 *
 *   starting ─▶ unsupported
 *      ├─▶ not-enrolled ──enrol──▶ open ◀──unlock── locked
 *      │        └──by code──▶ signed-out ──sign in──▶ open
 *      ├─▶ signed-out ◀──sign out── open ──lock──▶ locked
 *      └─▶ locked
 */
export type GateSession =
  | { readonly kind: 'starting' }
  | { readonly kind: 'unsupported'; readonly lacks: Lack }
  | NotEnrolledSession
  | SignedOutSession
  | LockedSession
  | OpenSession;

export type NotEnrolledSession = {
  readonly kind: 'not-enrolled';
  readonly enrol: (form: EnrolForm) => Promise<EnrolOutcome>;
  readonly enrolByCode: (text: string) => Promise<CodeEnrolOutcome>;
  /** The centre had it forget everything; it says so until it is enrolled again (OF-49). */
  readonly wiped: boolean;
};

/** What the browser must have: without one of these nothing could be kept safely. */
export type Lack = 'secure-context' | 'storage' | 'ed25519' | 'locks';

export type EnrolForm = {
  readonly name: string;
  readonly gateId: GateId;
  readonly checkpoint: string;
  readonly agency: Agency;
  /** Shift passphrase, at least 8 characters: the key of everything personal on this tablet. */
  readonly passphrase: string;
  /** Re-opens a locked session; none when left out. */
  readonly pin?: string | null;
};
export type EnrolOutcome =
  | { readonly kind: 'enrolled' }
  | { readonly kind: 'passphrase-too-short' }
  | { readonly kind: 'pin-unfit' }
  | { readonly kind: 'needs-sign-in' }
  | { readonly kind: 'not-allowed' }
  | { readonly kind: 'needs-update' }
  | { readonly kind: 'offline' }
  /** Enrolled before and events of then are not yet at the centre: exchange first. */
  | { readonly kind: 'unsynced'; readonly count: number };

export type Enrolment = {
  readonly gateId: GateId;
  readonly checkpoint: string;
  readonly agency: Agency;
  readonly deviceName: string;
};

/** By a supervisor's code: nobody need be signed in (DV-5). */
export type CodeEnrolOutcome =
  | { readonly kind: 'enrolled' }
  | { readonly kind: 'not-a-code' | 'needs-update' | 'offline' | 'not-allowed' }
  | { readonly kind: CodeRefusal }
  | { readonly kind: 'unsynced'; readonly count: number };

export type LockedSession = {
  readonly kind: 'locked';
  readonly enrolment: Enrolment;
  readonly doors: LockedDoors;
  readonly signIn: (form: SignInForm) => Promise<SignInOutcome>;
  /** Another gate or agency: signed in and with nothing unsynced, start anew under a new device. */
  readonly enrolAgain: (form: EnrolForm) => Promise<EnrolOutcome>;
  /** A locked tablet still uploads. */
  readonly sync: Line;
  readonly exchangeNow: () => Promise<void>;
};

/** Nobody is known on it: an officer signs in, with network. What is unsent goes on being sent. */
export type SignedOutSession = Omit<LockedSession, 'kind' | 'doors'> & { readonly kind: 'signed-out' };

export type GateIncident = Incident & { readonly mine: boolean };

export type StorageState = {
  /** Whether the browser promised not to evict; null until asked. */
  readonly persisted: boolean | null;
  /** Bytes; null where the browser does not say. */
  readonly usage: number | null;
  readonly quota: number | null;
  /** Events that rest only in memory because the disk is full or gone: to be shouted. */
  readonly memoryOnlyCount: number;
  readonly quotaTrouble: boolean;
};

export type OpenSession = {
  readonly kind: 'open';
  readonly officer: { readonly id: string; readonly name: string };
  readonly enrolment: Enrolment;
  /** This tablet's own id in the log. */
  readonly device: string;
  /** Lane: which direction this tablet judges for; `both` at a shared checkpoint. */
  readonly direction: Direction | 'both';
  readonly setDirection: (direction: Direction | 'both') => void;
  /**
   * Where the tablet stands: scans are judged for this stage's step of its agency. Null: anywhere, the next step that
   * is ready. Begins as the enrolment's checkpoint when that names a stage.
   */
  readonly post: Stage | null;
  readonly setPost: (post: Stage | null) => void;
  /** The yard that ticks of this tablet are recorded at, and those there are to choose from (GA-10). */
  readonly yard: string | null;
  readonly yards: readonly string[];
  readonly setYard: (yard: string | null) => void;
  /** Burst mode of this lane (AD-17): after "proceed" the one ready step is ticked without a tap. Off until chosen. */
  readonly burst: boolean;
  readonly setBurst: (burst: boolean) => void;
  /** decode → verify → decide → durably recorded; only then does it resolve. Never rejects for a bad code. */
  readonly scan: (text: string, source: ScanSource) => Promise<ScanOutcome>;
  /** One event per step, in one transaction. A typed note is sealed to the centre. */
  readonly confirmSteps: (subject: Subject, steps: readonly StepId[], note?: string) => Promise<Confirmed>;
  /** Within ten seconds without a word; later a note is needed (FO-8) and is sealed to the centre. */
  readonly undo: (eventId: EventId, note?: string) => Promise<Recorded>;
  readonly placeHold: (subject: Subject, reason: HoldReason, note?: string) => Promise<Recorded>;
  readonly liftHold: (subject: Subject, note?: string) => Promise<Recorded>;
  /** Customs' own answer to "eligible to pass the supervised area?" (rule 4). */
  readonly answerEligibility: (subject: Subject, eligible: boolean, note?: string) => Promise<Recorded>;
  /** A second person's word that lets a release through (rule 4): their approval code and a reason. */
  readonly overrideRelease: (subject: Subject, order: OverrideOrder) => Promise<Overridden>;
  /** Whatever else is done with a vehicle: one event each, what was typed sealed to the centre. */
  readonly act: (subject: Subject, deed: Deed) => Promise<Recorded>;
  /** What is on the screen, and a few words, to the supervisor; sealed. */
  readonly askHelp: (subject: Subject | null, screen: string, words: string) => Promise<Recorded>;
  /** Compressed, sealed, written with its event, sent when everything else is; null: no picture could be read. */
  readonly takePhoto: (
    subject: Subject,
    source: Blob | HTMLVideoElement,
    of: PhotoSubject,
  ) => Promise<PhotoKept | null>;
  readonly photosWaiting: number;
  /** By the text of a pass, or by plate, trailer, container, their last 4–5 characters, or short code; look-alikes and punctuation ignored. */
  readonly lookUp: (query: string) => Promise<readonly Vehicle[]>;
  /** The vehicle as it stands now, after ticks or news from elsewhere. */
  readonly vehicle: (subject: Subject) => Promise<Vehicle>;
  /** Vehicles that wait for this post's agency, oldest first, from this tablet's own data. */
  readonly queue: () => Promise<readonly QueueEntry[]>;
  readonly recent: readonly RecentEntry[];
  /** Open incidents of this gate, those this tablet has part in first. */
  readonly incidents: readonly GateIncident[];
  /** What is said to the whole post (OF-64). */
  readonly notices: Notices;
  readonly answersRead: (to: Hlc) => void;
  readonly sync: SyncState;
  readonly storage: StorageState;
  readonly exchangeNow: () => Promise<void>;
  readonly lock: () => void;
  readonly shift: OpenShift;
  /** Grows with every change in the store: a dependency for effects that re-read a `vehicle`. */
  readonly revision: number;
};
