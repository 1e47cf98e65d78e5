import { kmBetween } from '../gate/km-between';
import { placesOnTheWay } from '../gate/places';
import type { GateId } from '../shared/identity';
import type { Direction } from '../shared/vocabulary';
import { type Cell, middleOf } from './cell';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** A phone tells its place so often while its page is open; a field is crossed in two minutes at the fastest. */
export const SHARE_EVERY_MS = 5 * MINUTE_MS;
/** What comes sooner after the last is not looked at. */
export const SHARE_SOONEST_MS = 30_000;
/** Nothing older is kept anywhere (PO-9). */
export const POSITION_LIFE_MS = 24 * HOUR_MS;
/** An older place says nothing about when a vehicle comes. */
export const POSITION_TELLS_MS = HOUR_MS;

/** Within it a vehicle has come near its yard, beyond the other it has left again: a field's width between them (PO-10). */
const NEAR_KM = 1.5;
const LEFT_KM = 3;

/** ASSUMED until measured: roads here are a third longer than the straight line, and lorries so fast on them. */
const ROAD_OVER_LINE = 1.3;
const BANDS = [
  { untilKm: 5, kmPerHour: 20 },
  { untilKm: 50, kmPerHour: 40 },
  { untilKm: Number.POSITIVE_INFINITY, kmPerHour: 50 },
] as const;
/** Between which factors of that time a vehicle comes. */
const SOONER = 0.8;
const LATER = 1.4;

/** What is kept of a vehicle on its way: one place, the newest. Times in ms of the centre's clock. */
export type Position = {
  readonly cell: Cell;
  readonly at: number;
  /** Since when it has been near its yard (or its gate, where there is no yard); null: it is not. */
  readonly nearSince: number | null;
};

/** What that means for whoever waits for the vehicle. */
export type Approach = {
  readonly at: number;
  readonly nearSince: number | null;
  /** km along the road, as assumed; null: nobody knows where its yard is. */
  readonly km: number | null;
  /** Expected arrival and its band; null: the place is too old, or the way is not known. */
  readonly expected: { readonly at: number; readonly from: number; readonly until: number } | null;
};

/** Straight line to where it must come first, km. */
function kmToGo(gateId: GateId, direction: Direction, cell: Cell): number | null {
  const goal = placesOnTheWay(gateId, direction)[0]?.at ?? null;
  return goal === null ? null : kmBetween(middleOf(cell), goal);
}

/** PO-9: whether a word that comes now is looked at. */
export const mayTell = (lastAt: number | null, now: number): boolean =>
  lastAt === null || now - lastAt >= SHARE_SOONEST_MS || now < lastAt;

/** The position after another word of the phone; near and not near are told apart with a memory (PO-10). */
export function moved(
  before: Position | null,
  { gateId, direction }: { readonly gateId: GateId; readonly direction: Direction },
  cell: Cell,
  now: number,
): Position {
  const km = kmToGo(gateId, direction, cell);
  const wasNear = before?.nearSince ?? null;
  const isNear = km !== null && km <= (wasNear === null ? NEAR_KM : LEFT_KM);
  return { cell, at: now, nearSince: isNear ? (wasNear ?? now) : null };
}

/** Hours on the road: the last kilometres are slow, those before them are not (PO-11). @param km along the road */
export function drivingMs(km: number): number {
  let hours = 0;
  let from = 0;
  for (const { untilKm, kmPerHour } of BANDS) {
    hours += Math.max(0, Math.min(km, untilKm) - from) / kmPerHour;
    from = untilKm;
  }
  return Math.round(hours * HOUR_MS);
}

/** What a kept position tells at a moment (PO-11). */
export function approach(
  { cell, at, nearSince }: Position,
  { gateId, direction }: { readonly gateId: GateId; readonly direction: Direction },
  now: number,
): Approach {
  const line = kmToGo(gateId, direction, cell);
  const km = line === null ? null : line * ROAD_OVER_LINE;
  if (km === null || now - at > POSITION_TELLS_MS) return { at, nearSince, km, expected: null };
  const needs = nearSince === null ? drivingMs(km) : 0;
  const expected = {
    at: Math.max(now, at + needs),
    from: Math.max(now, at + Math.round(needs * SOONER)),
    until: Math.max(now, at + Math.round(needs * LATER)),
  };
  return { at, nearSince, km, expected };
}

/** When the forecast expects a vehicle: where it is says more than when it was declared for (PO-12). */
export const comesAt = (plannedAt: number | null, seen: Approach | null): number | null =>
  seen?.expected?.at ?? plannedAt;
