import type { CrossingState } from '../crossing/state';
import type { PublicFlow } from '../flow/picture';
import type { YardFill } from '../flow/yard-fills';
import type { CrossingId, EventId, GateId } from '../shared/identity';
import type { Direction, GoodsClass, LocalText, Party, Stage } from '../shared/vocabulary';
import type { Incident } from '../sync/incident';

/** One gate as the public and the wall see it. Every figure says its age; nothing personal. */
export type GateSnapshot = {
  readonly gateId: GateId;
  /** When the figures were true at the centre, ms. */
  readonly at: number;
  /** Newest event counted, ms; the board's "age of figures". */
  readonly newestEventAt: number | null;
  /** Live crossings per direction and stage ('left' counts today's). */
  readonly counts: Readonly<Record<Direction, Readonly<Record<Stage, number>>>>;
  readonly capacity: { readonly staging: number | null; readonly gate: number | null };
  /** Each yard by itself, as far as ticks say which (GA-11): how many stand there, and how many fit. */
  readonly yards: readonly YardFill[];
  /** Who is being waited for, at how many crossings, and the longest wait. */
  readonly waiting: readonly {
    readonly agency: Party;
    readonly count: number;
    readonly longestSince: number;
  }[];
  /** Measured wait from arrival to leaving, by class, of crossings that left in the last three hours. */
  readonly waits: readonly {
    readonly class: GoodsClass;
    readonly medianMs: number;
    readonly p90Ms: number;
    readonly count: number;
  }[];
  /** Plan = min(own gate, yard, neighbour) per direction, vehicles per hour (rule 7). */
  readonly plan: Readonly<Record<Direction, PlanFigure>>;
  /** Vehicles that left per hour in the last hour, and per past hour for the sparkline (oldest first). */
  readonly leftPerHour: readonly {
    readonly hourStart: number;
    readonly export: number;
    readonly import: number;
  }[];
  readonly openIncidents: number;
  /** The gate works on paper (rule 15): since when, ms. Figures then lag until the sheets are typed in. */
  readonly paperSince: number | null;
  /** Newest vehicles let in, newest first, at most 8. Plates are public on the board (peers.md UA10). */
  readonly latest: readonly {
    readonly plate: string;
    readonly class: GoodsClass;
    readonly stage: Stage;
    readonly at: number;
  }[];
  /** Hours, waits and order of call by direction; null: this gate regulates nothing yet. */
  readonly flow: Readonly<Record<Direction, PublicFlow>> | null;
  /** What the gate says to everybody now, newest first (BO-4). */
  readonly announcements: readonly {
    readonly id: EventId;
    readonly text: LocalText;
    readonly at: number;
    readonly until: number | null;
  }[];
};

export type PlanFigure = {
  readonly vehiclesPerHour: number;
  readonly limitedBy: 'gate' | 'yard' | 'neighbour';
  readonly gatePerHour: number;
  readonly yardPerHour: number | null;
  readonly neighbour: {
    readonly vehiclesPerHour: number;
    readonly source: 'told' | 'measured' | 'assumed';
    readonly at: number | null;
    readonly toldBy: string | null;
    readonly channel: string | null;
  };
};

/** The control list shows no more lines than this; who looks for one vehicle searches. */
export const MOST_LISTED = 600;

/** A line of /control: today's crossing and who is being waited for. */
export type ControlCrossing = {
  readonly crossingId: CrossingId;
  readonly plate: string;
  readonly direction: Direction;
  readonly class: GoodsClass;
  readonly goodsName: string;
  readonly firmName: string;
  readonly stage: Stage;
  readonly stageSince: number | null;
  readonly waitingOn: CrossingState['waitingOn'];
  readonly flags: readonly string[];
  readonly incidents: number;
  readonly endedAt: number | null;
};
export type ControlIncident = Incident & {
  readonly plate: string | null;
  /** Both facts side by side: who scanned, where, when (device clock corrected), with what verdict. */
  readonly facts: readonly {
    readonly eventId: string;
    /** Another gate's, of a clone. */
    readonly gateId: GateId;
    readonly deviceName: string;
    readonly checkpoint: string;
    readonly actor: string | null;
    readonly at: number;
    readonly recordedAt: number;
    readonly verdict: string | null;
    readonly codes: readonly string[];
  }[];
};
