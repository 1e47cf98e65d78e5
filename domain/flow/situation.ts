import type { Approach } from '../position/on-the-way';
import type { CrossingId, GateId } from '../shared/identity';
import type { Direction, GoodsClass, Stage } from '../shared/vocabulary';
import type { Spread } from './batch-size';
import type { Call } from './calls';
import type { PlanContent } from './flow-plan';
import type { PastDay } from './forecast';
import type { Interval } from './intervals';
import type { ToldAcceptance } from './neighbour';

/** A vehicle that is under way in one direction of a gate, as its row says. Times in ms. */
export type Standing = {
  readonly crossingId: CrossingId;
  readonly plate: string;
  readonly goods: GoodsClass;
  readonly trusted: boolean;
  readonly goodsName: string | null;
  readonly firmName: string | null;
  readonly stage: Stage;
  readonly stageSince: number | null;
  readonly declaredAt: number;
  readonly plannedAt: number | null;
  /** With a slot, and come after its hour: until when its driver was told to stay before it came; null: nothing of it. */
  readonly toldAt: number | null;
  readonly arrivedAt: number | null;
  readonly insideAt: number | null;
  readonly readyAt: number | null;
  /** Customs said yes. */
  readonly clearedAt: number | null;
  readonly held: boolean;
  /** Its process stages and calls. */
  readonly twoStage: boolean;
  /** Everything before the call is done: the call is what it waits for. */
  readonly callable: boolean;
  /** The yard where it was last ticked, by the name it has in the table of gates; null: nobody recorded one (GA-9). */
  readonly yard: string | null;
  /** It has used its allowance for coming late. */
  readonly postponed: boolean;
  /** Its planned time is a slot that it booked, not only a time it asked for. */
  readonly hasSlot: boolean;
  /** Where its driver shares that it is, on the way: for forecasts, never for its place (PO-12). */
  readonly seen: Approach | null;
};

/** What one direction of a gate is decided from: what stands in the log at one moment, and nothing else. */
export type Situation = {
  readonly gateId: GateId;
  readonly direction: Direction;
  readonly now: number;
  readonly content: PlanContent;
  readonly told: readonly ToldAcceptance[];
  /** Exit scans, ascending, and when somebody stood ready at the line. */
  readonly leftAt: readonly number[];
  readonly ready: readonly Interval[];
  readonly travel: Spread & { readonly measured: boolean };
  readonly service: Spread & { readonly measured: boolean };
  readonly standing: readonly Standing[];
  /** Vehicles of both directions, before the gate and inside it. */
  readonly places: { readonly staging: number; readonly gate: number };
  /** Newest first. */
  readonly calls: readonly Call[];
  /** Of vehicles in calls: plate, and whether they have been at the gate, or are gone. */
  readonly called: ReadonlyMap<CrossingId, { readonly plate: string; readonly arrived: boolean }>;
  readonly history: readonly PastDay[];
  /** Vehicles that came in each of the last full hours, oldest first. */
  readonly latest: readonly number[];
  readonly classShares: Readonly<Partial<Record<GoodsClass, number>>>;
  /** What the forecast's band has learnt, by hours ahead. */
  readonly widths: readonly number[];
};
