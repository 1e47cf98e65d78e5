import * as z from 'zod';
import { dateOf, zoneSchema } from '../flow/zones';
import published from './tariffs.json' with { type: 'json' };

/**
 * Classes by cargo weight, as the fee knows them; a 40-foot container counts as the heaviest, a 20-foot one as 10 to 18
 * tonnes at least.
 */
export const FEE_VEHICLES = ['under-2t', '2-4t', '4-10t', '10-18t', 'from-18t'] as const;
export const feeVehicleSchema = z.enum(FEE_VEHICLES);
export type FeeVehicle = z.infer<typeof feeVehicleSchema>;

/** Goods that have a rate of their own; all other goods are ordinary. */
export const FEE_GOODS = ['ordinary', 'fresh-export', 'temporary-agri', 'temporary-other'] as const;
export const feeGoodsSchema = z.enum(FEE_GOODS);
export type FeeGoods = z.infer<typeof feeGoodsSchema>;

/** What multiplies a rate (rule 17). */
export const FEE_FACTORS = ['ore-export', 'import-inland', 'yard-transfer'] as const;
export type FeeFactor = (typeof FEE_FACTORS)[number];

/** Where a figure is from: read in a published text, or put in until the text is at hand. */
const basisSchema = z.enum(['published', 'assumed']);
const percentSchema = z.object({ percent: z.int().min(1).max(10_000), basis: basisSchema });
const dateSchema = z.iso.date();

export const tariffSchema = z
  .object({
    id: z.string().min(1).max(40),
    source: z.string().min(1).max(200),
    /** First and last day, in `zone`; null: until a later tariff begins. */
    from: dateSchema,
    to: dateSchema.nullable(),
    zone: zoneSchema,
    /** No vehicle pays more for one trip, VND. */
    mostPerVehicle: z.int().positive(),
    rates: z
      .array(
        z.object({
          goods: feeGoodsSchema,
          vehicle: feeVehicleSchema,
          vnd: z.int().nonnegative(),
          basis: basisSchema,
        }),
      )
      .min(1),
    multipliers: z.record(z.enum(FEE_FACTORS), percentSchema),
    /** What each receiving vehicle of a transshipment pays, of its own ordinary rate. */
    transshipmentPercent: percentSchema,
  })
  .refine(({ from, to }) => to === null || from <= to, { path: ['to'] })
  .refine(
    ({ rates }) => new Set(rates.map(({ goods, vehicle }) => `${goods} ${vehicle}`)).size === rates.length,
    { path: ['rates'] },
  )
  // What has no rate of its own pays the ordinary one, so that one must be there.
  .refine(
    ({ rates }) =>
      FEE_VEHICLES.every((vehicle) =>
        rates.some((rate) => rate.goods === 'ordinary' && rate.vehicle === vehicle),
      ),
    { path: ['rates'] },
  );
export type Tariff = z.infer<typeof tariffSchema>;

/** The tariffs that this installation knows, oldest first. */
export const TARIFFS: readonly Tariff[] = z.array(tariffSchema).parse(published);

/** The tariff in force at an instant, ms; of two that overlap the later one. Null before the first (FE-1). */
export function tariffAt(tariffs: readonly Tariff[], at: number): Tariff | null {
  const holding = tariffs.filter(({ from, to, zone }) => {
    const today = dateOf(at, zone);
    return from <= today && (to === null || today <= to);
  });
  return holding.reduce<Tariff | null>(
    (latest, each) => (latest === null || latest.from <= each.from ? each : latest),
    null,
  );
}
