import type { Approach } from '../position/on-the-way';
import type { CrossingId, EventId, GateId } from '../shared/identity';
import type { Direction, GoodsClass, Stage } from '../shared/vocabulary';
import type { Spread } from './batch-size';
import type { RecipientCount, VehicleState } from './call-up';
import type { PlanContent } from './flow-plan';
import type { ForecastHour, ForecastInput, PastDay } from './forecast';
import type { HourCapacity } from './hour-capacity';
import type { Interval } from './intervals';
import type { Acceptance, ToldAcceptance } from './neighbour';
import type { TakenStretch } from './neighbour-ahead';
import type { Allocation, Because, Waiting } from './order';
import type { Warning } from './warning';
import type { YardBatch } from './yard-batches';

/** A vehicle in the line, as the control room sees it. Times in ms. */
export type QueuedVehicle = Waiting & {
  readonly goodsName: string | null;
  readonly firmName: string | null;
  readonly stage: Stage;
  /** Which yard; null: nobody recorded one. */
  readonly yard: string | null;
  /** When it came to the yard; null: on its way. */
  readonly arrivedAt: number | null;
  /** The time it asked for; null: it asked for none. */
  readonly plannedAt: number | null;
  /** When it will be called as things stand; null: beyond the hours that are reckoned. */
  readonly liveAt: number | null;
  /** An officer holds it, an earlier step is not done, or it was declared too late for today: it keeps its place and is not called. */
  readonly kept: 'held' | 'step' | 'declared-late' | null;
  /** Why it goes after the one before it in the order; null: first, or not in the yard. */
  readonly because: Because | null;
  /** What its driver shares of its way; only of those who have not come. */
  readonly seen: Approach | null;
};

/** One call-up that is not over. */
export type CallPicture = {
  readonly id: EventId;
  readonly yard: string;
  readonly proposedAt: number;
  readonly proposedBy: string | null;
  readonly sentAt: number | null;
  readonly status: 'waits-for-second' | 'sent' | 'recalled';
  readonly vehicles: readonly {
    readonly crossingId: CrossingId;
    readonly plate: string;
    readonly class: Allocation['class'];
    readonly state: VehicleState;
  }[];
  /** Each reason once, in the order in which they were given; none: nobody was taken back. */
  readonly recallReasons: readonly string[];
  /** Of those whom the call reached, whom the recall has not reached yet (FL-27). */
  readonly toRecall: RecipientCount;
};

/** What limits how many are called now; `enough`: as many are under way as will be taken; `nobody`: more are not there. */
export type BatchLimit =
  | 'closed'
  | 'neighbour'
  | 'gate'
  | 'yard'
  | 'places'
  | 'enough'
  | 'nobody'
  | 'lever'
  /** A quota that both sides signed, hours that they agreed on, or that the neighbour announced or closed (NE-18). */
  | 'agreed'
  | 'agreed-hours'
  | 'neighbour-hours'
  | 'neighbour-closed'
  /** A class may go no further, by what was agreed or by the neighbour's word (NE-19), or by a rule of the calendar for it (FL-10). */
  | 'class-agreed'
  | 'class-neighbour'
  | 'class-calendar'
  /** Who else is in the yard was declared too late for today (FL-11). */
  | 'declared-late'
  /** Another yard's vehicles are on their way in (FL-29). */
  | 'other-yard';

/** One direction of a gate, decided from one look at the log. Rates in vehicles per hour. */
export type QueuePicture = {
  readonly direction: Direction;
  /** Vehicles stage in a yard and are called from it. */
  readonly twoStage: boolean;
  /** When the gate is open, from now to the end of the next day but one. */
  readonly open: readonly Interval[];
  readonly acceptance: Acceptance;
  /** The last words of the neighbour that may still hold, newest first. */
  readonly told: readonly ToldAcceptance[];
  readonly gatePerHour: number;
  readonly yardPerHour: number | null;
  /** The hours to come, the running one first. */
  readonly hours: readonly HourCapacity[];
  readonly behindMinutes: number | null;
  /** Called and not yet taken by the neighbour, without those who have not come long since. */
  readonly out: number;
  readonly inside: { readonly standing: number; readonly places: number | null };
  readonly staging: { readonly standing: number; readonly places: number | null };
  readonly yards: readonly YardBatch[];
  readonly travel: Spread & { readonly measured: boolean };
  readonly service: Spread & { readonly measured: boolean };
  /** `mayGo`: of those who can be called, as many as the levers let go now. */
  readonly batch: { readonly size: number; readonly limitedBy: BatchLimit; readonly mayGo: number };
  readonly secondPersonFrom: number;
  /** In the order in which they will be called: those in the yard first, then those on their way by live time. */
  readonly line: readonly QueuedVehicle[];
  readonly calls: readonly CallPicture[];
  readonly forecast: readonly ForecastHour[];
  readonly warning: Warning | null;
  /** What a trial of a measure plays with (FL-34). */
  readonly trial: TrialInput;
};

export type TrialInput = {
  readonly history: readonly PastDay[];
  /** Share of each class of goods among those who came lately. */
  readonly classShares: Readonly<Partial<Record<GoodsClass, number>>>;
  readonly input: ForecastInput;
  /** What the neighbour is expected to take, as far as live times are reckoned. */
  readonly taken: readonly TakenStretch[];
};

export type FlowPicture = {
  readonly gateId: GateId;
  readonly at: number;
  readonly plan: {
    /** 0: what the installation began with. */
    readonly version: number;
    readonly content: PlanContent;
  };
  readonly queues: Readonly<Record<Direction, QueuePicture>>;
};

/** A version as the screen lists it: who and why. Version 0 is what the installation began with. */
export type PlanLine = {
  readonly version: number;
  readonly madeAt: number | null;
  readonly madeBy: string | null;
  readonly reason: string | null;
  readonly sameAs: number | null;
  readonly content: PlanContent;
};

/** Before a change is made: whose live time moves (FL-14). */
export type PlanPreview = Readonly<
  Record<
    Direction,
    {
      readonly holders: number;
      readonly unmoved: number;
      readonly later: readonly MovedVehicle[];
      readonly sooner: readonly MovedVehicle[];
      /** Holders of a booked slot, and how many of them come later: they keep the slot, its live time moves. */
      readonly withSlot: { readonly all: number; readonly later: number };
      /** Places of the next 24 hours, before and after. */
      readonly places: { readonly before: number; readonly after: number };
    }
  >
>;
export type MovedVehicle = {
  readonly crossingId: CrossingId;
  readonly plate: string;
  /** Null: beyond the hours looked at. */
  readonly from: number | null;
  readonly to: number | null;
};

/** What everybody may see of one direction on a board: no name, no number of a person. */
export type PublicFlow = {
  /** Open now; and when that changes, ms; null: not within two days. */
  readonly open: boolean;
  readonly changesAt: number | null;
  readonly behindMinutes: number | null;
  /** How long who joins the line now waits, ms, with the bounds of what the neighbour takes; null: longer than is reckoned, or not known. */
  readonly waitMs: number | null;
  readonly waitLowMs: number | null;
  readonly waitHighMs: number | null;
  /** Next to be called, in order; at most 12. */
  readonly next: readonly {
    readonly plate: string;
    readonly class: GoodsClass;
    readonly liveAt: number | null;
  }[];
  /** Called and not yet at the gate, newest first; at most 12. */
  readonly called: readonly {
    readonly plate: string;
    readonly class: GoodsClass;
    readonly at: number;
    readonly state: VehicleState;
  }[];
};
