import type { GoodsClass } from '../shared/vocabulary';
import { placeAfterLateness } from './no-show';

const HOUR_MS = 3_600_000;
/** Fresh fruit in a refrigerated vehicle lasts so long after it came (assumed, scenarios.json). */
const SPOILS_AFTER_MS = 72 * HOUR_MS;

/** The spoilage clock of a load (rule 9), ms; null: it keeps, or is not here yet. */
export const spoilsAt = (goods: GoodsClass, arrivedAt: number | null): number | null =>
  goods === 'perishable' && arrivedAt !== null ? arrivedAt + SPOILS_AFTER_MS : null;

/**
 * A vehicle's place in the line (FL-30, FL-42): the time it asked for; later by its allowance when it came late; when it
 * came, where it asked for none or lost its place. Times in ms.
 */
export function placeOf(vehicle: {
  readonly plannedAt: number | null;
  /** Until when its driver was told to stay; null: nothing of it. */
  readonly toldAt: number | null;
  readonly arrivedAt: number | null;
  readonly declaredAt: number;
  /** It has used its allowance in the last sixty days. */
  readonly postponed: boolean;
}): number {
  const { plannedAt, toldAt, arrivedAt, declaredAt, postponed } = vehicle;
  if (plannedAt === null) return arrivedAt ?? declaredAt;
  if (arrivedAt === null) return plannedAt;
  const late = placeAfterLateness({
    toldAt: Math.max(plannedAt, toldAt ?? 0),
    cameAt: arrivedAt,
    postponed,
  });
  switch (late.kind) {
    case 'kept':
      return plannedAt;
    case 'postponed':
      return plannedAt + late.hours * HOUR_MS;
    case 'lost':
      return arrivedAt;
  }
}
