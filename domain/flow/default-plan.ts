import type { Gate } from '../gate/gates';
import { DIRECTIONS, type Direction } from '../shared/vocabulary';
import { PUBLISHED_CALENDAR } from './calendar';
import { assumedPerHour, exportShareOf } from './capacity';
import type { PlanContent } from './flow-plan';
import { defaultRatio } from './ratios';

/** Vehicles that one lane processes in an hour at most (assumed: a dozen minutes each). */
const LANE_PER_HOUR = 5;
/** A call of so many vehicles or more needs a second person (assumed; the wrong call of 2025 was of several hundred). */
const SECOND_PERSON_FROM = 30;
const LANE_LETTER: Readonly<Record<Direction, string>> = { export: 'X', import: 'N' };

/**
 * What a gate begins with, its version 0 (FL-41): lanes and yards from what was published, else assumed; the published
 * calendar; the ratios of ratios.json. To be replaced by the gate's own.
 */
export function defaultPlan(gate: Gate): PlanContent {
  return {
    calendar: PUBLISHED_CALENDAR.filter(({ gates }) => gates === null || gates.includes(gate.code)),
    lanes: DIRECTIONS.flatMap((direction) => lanesOf(gate, direction)),
    yards: gate.yards.flatMap((yard) => yardsOf(gate, yard)),
    ratios: { export: defaultRatio('export'), import: defaultRatio('import') },
    levers: [],
    secondPersonFrom: SECOND_PERSON_FROM,
  };
}

function lanesOf(gate: Gate, direction: Direction): PlanContent['lanes'] {
  const perHour = assumedPerHour(gate.code, direction).gate;
  const lanes = Math.max(1, Math.ceil(perHour / LANE_PER_HOUR));
  return Array.from({ length: lanes }, (_, n) => ({
    name: `${LANE_LETTER[direction]}${n + 1}`,
    route: null,
    vehiclesPerHour: perHour / lanes,
    serves: [{ direction, from: '00:00', to: '24:00' }],
  }));
}

/** A yard inside serves both ways; its places are shared out as the published averages are. Only exports stage. */
function yardsOf(gate: Gate, yard: Gate['yards'][number]): PlanContent['yards'] {
  const { name, kind, capacity, designPerDay } = yard;
  const vehiclesPerHour = designPerDay === null ? null : Math.round(designPerDay / 24);
  if (kind !== 'inside')
    return [{ name, kind: 'staging', direction: 'export', places: capacity, vehiclesPerHour }];
  const exports = capacity === null ? null : Math.round(capacity * exportShareOf(gate.code));
  const imports = capacity === null || exports === null ? null : capacity - exports;
  return [
    { name, kind, direction: 'export', places: exports, vehiclesPerHour: null },
    { name, kind, direction: 'import', places: imports, vehiclesPerHour: null },
  ];
}
