import type { FeeVehicle } from './tariff';

const TONNE = 1000;

/**
 * Class of a vehicle by its cargo weight in kg; an ISO 6346 size code that begins with 4 (40 feet) or L (45) is the heaviest, 2 (20
 * feet) at least the second (FE-7). Null weight: nothing is known, and the heaviest is asked for until somebody says.
 */
export function feeVehicleOf(cargoKg: number | null, containerSize: string | null): FeeVehicle {
  const size = containerSize?.[0] ?? '';
  if (size === '4' || size === 'L') return 'from-18t';
  if (cargoKg === null) return size === '2' ? '10-18t' : 'from-18t';
  if (cargoKg >= 18 * TONNE) return 'from-18t';
  if (cargoKg >= 10 * TONNE || size === '2') return '10-18t';
  if (cargoKg >= 4 * TONNE) return '4-10t';
  return cargoKg >= 2 * TONNE ? '2-4t' : 'under-2t';
}
