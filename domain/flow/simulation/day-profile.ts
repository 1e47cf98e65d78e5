import * as z from 'zod';
import { type GoodsClass, goodsClassSchema } from '../../shared/vocabulary';
import table from './day-2024-08-29.json' with { type: 'json' };

const hoursSchema = z.array(z.int().min(0)).length(24);
const profileSchema = z.record(z.string(), z.partialRecord(goodsClassSchema, hoursSchema));
/** By `GATE.direction`, by class: vehicles in each hour of the day. */
export type DayProfile = Readonly<z.infer<typeof profileSchema>>;
/** The one day of which more than totals is known. */
export const DAY_PROFILE: DayProfile = profileSchema.parse(table.queues);

export type Cell = { readonly goods: GoodsClass; readonly hour: number; readonly vehicles: number };

/** Its cells for one gate (or all, null) and direction. */
export const cellsOf = (gateId: string | null, direction: string): Cell[] =>
  Object.entries(DAY_PROFILE)
    .filter(([queue]) =>
      gateId === null ? queue.endsWith(`.${direction}`) : queue === `${gateId}.${direction}`,
    )
    .flatMap(([, classes]) =>
      Object.entries(classes).flatMap(([goods, hours]) =>
        hours.map((vehicles, hour) => ({ goods: goodsClassSchema.parse(goods), hour, vehicles })),
      ),
    )
    .filter(({ vehicles }) => vehicles > 0);
