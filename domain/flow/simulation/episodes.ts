import { gateById } from '../../gate/gates';
import { gateIdSchema } from '../../shared/identity';
import { DIRECTIONS, type Direction } from '../../shared/vocabulary';
import { assumedPerHour } from '../capacity';
import { defaultPlan } from '../default-plan';
import { placesIn } from '../flow-plan';
import type { ToldAcceptance } from '../neighbour';
import { HOME, instantOf } from '../zones';
import { cellsOf } from './day-profile';
import { DAY, type Episode, type EpisodeQueue, HOUR, MINUTE, windowsOf } from './episode';
import averages from './gate-averages.json' with { type: 'json' };
import { ASSUMED, SCENARIOS, type Scenario } from './scenarios';

/** The day of each, as published; of the ones abroad the day of the report. */
const DATES: Readonly<Record<string, string>> = {
  'ordinary-2024-08-29': '2024-08-29',
  'record-2025-04-25': '2025-04-25',
  'record-2026-01-31': '2026-01-31',
  'surge-2023-03': '2023-03-06',
  'backlog-2024-05-28': '2024-05-28',
  'collapse-2021-12': '2021-12-02',
  'neighbour-shortfall': '2025-11-08',
  'promise-drift': '2023-10-06',
  'partial-closure': '2025-04-15',
  'wrong-call': '2025-06-02',
};
const HOURS_OPEN = 13;
const GATES_OF_DAYS = ['HN', 'TT', 'CM', 'CN'] as const;

type Part = Partial<EpisodeQueue> & {
  readonly gate: string;
  readonly direction: Direction;
  readonly perDay: number;
  readonly neighbourPerHour: number;
};

const publishedPlaces = (code: string, kind: 'staging' | 'inside'): number | null => {
  const gate = gateById(code);
  return gate === null ? null : placesIn(defaultPlan(gate), kind, null);
};

/** What nobody published of a queue follows from what was (assumptions.json). */
function queueOf(scenario: Scenario, part: Part, roundClock = false): EpisodeQueue {
  const { gate, direction, neighbourPerHour, ...over } = part;
  const gateId = gateIdSchema.parse(gate);
  const date = DATES[scenario.id] ?? '2024-08-29';
  const queue = { gateId, route: null, direction };
  const days = over.days ?? scenario.days;
  const own = over.ownPerHour ?? neighbourPerHour * ASSUMED.ownOverNeighbour;
  const staging = publishedPlaces(gate, 'staging');
  const cells = cellsOf(gate, direction);
  return {
    queue,
    startsAt: instantOf(date, '00:00', HOME),
    days,
    open: windowsOf(queue, date, days, roundClock),
    cells: cells.length === 0 ? cellsOf(null, direction) : cells,
    openingStock: 0,
    taken: () => neighbourPerHour,
    ownPerHour: own,
    assumedPerHour: own,
    told: [],
    stagingPlaces:
      direction === 'export' && staging !== null
        ? staging
        : Math.ceil(neighbourPerHour * ASSUMED.stagingHours),
    insidePlaces: publishedPlaces(gate, 'inside') ?? Math.ceil(neighbourPerHour * ASSUMED.insideHours),
    fixedSlotsPerHour: () => own,
    wrongCall: null,
    ...over,
  };
}

/** A day of the whole province: each gate's two queues with the capacities that are assumed of them. */
function provinceDay(
  scenario: Scenario,
  perDay: (gate: string, direction: Direction) => number,
): EpisodeQueue[] {
  return GATES_OF_DAYS.flatMap((gate) =>
    DIRECTIONS.map((direction) => {
      const rates = assumedPerHour(gateIdSchema.parse(gate), direction);
      const inside = publishedPlaces(gate, 'inside');
      const both = DIRECTIONS.reduce(
        (sum, each) => sum + assumedPerHour(gateIdSchema.parse(gate), each).gate,
        0,
      );
      return queueOf(scenario, {
        gate,
        direction,
        perDay: perDay(gate, direction),
        neighbourPerHour: rates.neighbour,
        ownPerHour: rates.gate,
        assumedPerHour: rates.neighbour,
        // Both directions share the yard inside by what they process.
        ...(inside === null ? {} : { insidePlaces: Math.round((inside * rates.gate) / both) }),
      });
    }),
  );
}

/** The day's total by gate and direction as in the averages of 2025. */
const byAverages = (exports: number, imports: number) => (gate: string, direction: Direction) => {
  const all = Object.values(averages.perDay2025);
  const sum = all.reduce((total, each) => total + each[direction], 0);
  const part = Object.entries(averages.perDay2025).find(([code]) => code === gate)?.[1][direction] ?? 0;
  return Math.round(((direction === 'export' ? exports : imports) * part) / sum);
};

const ofManifest = (gate: string, direction: Direction) =>
  cellsOf(gate, direction).reduce((sum, { vehicles }) => sum + vehicles, 0);

function agreed(scenario: Scenario, vehiclesPerHour: number): ToldAcceptance {
  const at = instantOf(DATES[scenario.id] ?? '', '00:00', HOME);
  const validTo = at + scenario.days * DAY;
  return {
    level: 'person',
    vehiclesPerHour,
    validFrom: at,
    validTo,
    at,
    toldBy: 'agreement of both sides',
    channel: 'letter',
  };
}

function queuesOf(scenario: Scenario): EpisodeQueue[] {
  const { arrivals = 0, days } = scenario;
  const start = instantOf(DATES[scenario.id] ?? '', '00:00', HOME);
  switch (scenario.id) {
    case 'ordinary-2024-08-29':
      return provinceDay(scenario, ofManifest);
    case 'record-2025-04-25':
      return provinceDay(scenario, byAverages(scenario.export ?? 0, scenario.import ?? 0));
    case 'record-2026-01-31': {
      const exports = Math.round(arrivals * (scenario.exportShare ?? 0));
      return provinceDay(scenario, byAverages(exports, arrivals - exports));
    }
    case 'partial-closure': {
      const exports = Math.round(
        (arrivals * averages.perDay2025Totals.export) / averages.perDay2025Totals.all,
      );
      return provinceDay(scenario, byAverages(exports, arrivals - exports));
    }
    case 'surge-2023-03': {
      const cleared = typeof scenario.clearedPerDay === 'number' ? scenario.clearedPerDay : 0;
      const perDay = scenario.arrivalsPerDay ?? 0;
      return [
        queueOf(scenario, {
          gate: 'HN',
          direction: 'export',
          perDay,
          neighbourPerHour: cleared / HOURS_OPEN,
        }),
      ];
    }
    case 'backlog-2024-05-28': {
      const cleared = scenario.cleared ?? { export: 0, import: 0 };
      return DIRECTIONS.map((direction) =>
        queueOf(scenario, {
          gate: 'HN',
          direction,
          perDay: cleared[direction],
          neighbourPerHour: cleared[direction] / HOURS_OPEN,
          openingStock: direction === 'export' ? (scenario.openingExportStock ?? 0) : 0,
        }),
      );
    }
    case 'collapse-2021-12': {
      const path = { before: 400, after: 825, untilDay: 14 };
      return [
        queueOf(scenario, {
          gate: 'HN',
          direction: 'export',
          perDay: scenario.arrivalsPerDay ?? 0,
          neighbourPerHour: path.before / HOURS_OPEN,
          ownPerHour: (path.after / HOURS_OPEN) * ASSUMED.ownOverNeighbour,
          taken: (at) => (at < start + path.untilDay * DAY ? path.before : path.after) / HOURS_OPEN,
          openingStock: scenario.openingStock ?? 0,
        }),
      ];
    }
    case 'neighbour-shortfall': {
      const [low, high] = scenario.takenPerDay ?? [0, 0];
      const agreedPerHour = (scenario.agreedPerDay ?? 0) / HOURS_OPEN;
      // 700 and 750 by turns.
      const taken = (at: number) => (Math.floor((at - start) / DAY) % 2 === 0 ? low : high) / HOURS_OPEN;
      return [
        queueOf(scenario, {
          gate: 'HN',
          direction: 'export',
          perDay: scenario.agreedPerDay ?? 0,
          neighbourPerHour: (low + high) / 2 / HOURS_OPEN,
          ownPerHour: agreedPerHour * ASSUMED.ownOverNeighbour,
          taken,
          // The agreement's days, and as many after them.
          days: 2 * days,
          told: [agreed(scenario, agreedPerHour)],
          openingStock: scenario.openingStock ?? 0,
          fixedSlotsPerHour: (at) => (at < start + days * DAY ? agreedPerHour : 650 / HOURS_OPEN),
        }),
      ];
    }
    case 'promise-drift': {
      const { slotsPerHour = 0, takenPerHour = 0 } = scenario;
      const part = { gate: 'HN', direction: 'export' as const, perDay: slotsPerHour * 24 };
      const told = [agreed(scenario, slotsPerHour)];
      return [
        queueOf(
          scenario,
          {
            ...part,
            neighbourPerHour: takenPerHour,
            ownPerHour: slotsPerHour,
            told,
            fixedSlotsPerHour: () => slotsPerHour,
          },
          true,
        ),
      ];
    }
    case 'wrong-call': {
      const rates = assumedPerHour(gateIdSchema.parse('HN'), 'export');
      const vehicles = scenario.wronglyCalled ?? 0;
      return [
        queueOf(scenario, {
          gate: 'HN',
          direction: 'export',
          perDay: averages.perDay2025.HN.export,
          neighbourPerHour: rates.neighbour,
          ownPerHour: rates.gate,
          insidePlaces: Math.round(((gateById('HN')?.yards[0]?.capacity ?? 450) * rates.gate) / 76),
          openingStock: vehicles,
          wrongCall: {
            at: start + 10 * HOUR,
            vehicles,
            recalledAfterMs: (scenario.recalledAfterMinutes ?? 0) * MINUTE,
          },
        }),
      ];
    }
    default:
      return [];
  }
}

export const EPISODES: readonly Episode[] = SCENARIOS.map((scenario) => ({
  id: scenario.id,
  queues: queuesOf(scenario).filter(({ perDay, openingStock }) => perDay + openingStock > 0),
}));
