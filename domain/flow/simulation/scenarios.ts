import * as z from 'zod';
import assumed from './assumptions.json' with { type: 'json' };
import table from './scenarios.json' with { type: 'json' };

const range = z.object({ median: z.number(), p90: z.number() });
const perGate = z.record(z.string(), z.number());
/** A day or episode with the figures that were published of it; which ones there are differs. */
const scenarioSchema = z.object({
  id: z.string(),
  arrivals: z.number().optional(),
  export: z.number().optional(),
  import: z.number().optional(),
  exportShare: z.number().optional(),
  byGate: perGate.optional(),
  arrivalsPerDay: z.number().optional(),
  days: z.number().default(1),
  clearedPerDay: z.union([z.number(), z.object({ from: z.number(), to: z.number() })]).optional(),
  openingStock: z.number().optional(),
  openingExportStock: z.number().optional(),
  cleared: z.object({ export: z.number(), exportFruit: z.number(), import: z.number() }).optional(),
  agreedPerDay: z.number().optional(),
  takenPerDay: z.tuple([z.number(), z.number()]).optional(),
  slotsPerHour: z.number().optional(),
  takenPerHour: z.number().optional(),
  wronglyCalled: z.number().optional(),
  recalledAfterMinutes: z.number().optional(),
});
export type Scenario = Readonly<z.infer<typeof scenarioSchema>>;
export const SCENARIOS: readonly Scenario[] = z.array(scenarioSchema).parse(table.scenarios);

export const SPOILAGE_HOURS = table.values.spoilageHoursFresh;

/** How drivers, gate and neighbour behave, whatever the policy. Minutes, hours and shares. */
export const BEHAVIOUR = z
  .object({
    walkUpShare: z.number(),
    noShowShare: z.number(),
    recallMissedShare: z.number(),
    callMissedShare: z.number(),
    latenessMinutes: range,
    stagingToGateMinutes: range,
    gateServiceMinutes: range,
  })
  .parse(table.behaviour);
export const ASSUMED = assumed;
