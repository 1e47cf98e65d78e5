import type { Ed25519Jwk } from '@/server/keys/ed25519';

/** What the tablets' process is told in a file: it makes its batches of it before any clock runs. */
export type Plan = {
  readonly origin: string;
  readonly teams: readonly Team[];
  /** Batches of every tablet, one per round. */
  readonly rounds: number;
  /** Wall clock of the first vehicle at the first post, ms since the epoch. */
  readonly begun: number;
  readonly chance: number;
};

/** The tablets that see the same vehicles one after the other, a post of the process each. */
export type Team = {
  readonly gateId: string;
  readonly posts: readonly Post[];
  /** `VEHICLES_PER_BATCH` for each round. */
  readonly vehicles: readonly Vehicle[];
};

export type Post = {
  readonly device: string;
  readonly key: Ed25519Jwk;
  readonly step: string;
  readonly agency: string;
  readonly usesPass: boolean;
};

export type Vehicle = { readonly crossingId: string; readonly passId: string };

/** A scan and a tick of each vehicle: batches of 100 events. */
export const VEHICLES_PER_BATCH = 50;
export const EVENTS_PER_BATCH = 2 * VEHICLES_PER_BATCH;

/** Asked of the tablets' process over its channel, and what it says. */
export type Order =
  | { readonly kind: 'upload'; readonly round: number; readonly connections: number }
  | { readonly kind: 'storm'; readonly giveUpMs: number };
export type Said = { readonly kind: 'ready'; readonly batches: number; readonly bytes: number } | Uploaded;

export type Uploaded = {
  readonly kind: 'uploaded';
  readonly ms: number;
  readonly batches: number;
  readonly events: number;
  /** Answers by HTTP status; `broken` are time-outs and connections that ended. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly verdicts: Readonly<Record<string, number>>;
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number };
  /** Tablets whose last acknowledgement is not their last event. */
  readonly unfinished: number;
  readonly cpuSeconds: number;
};
