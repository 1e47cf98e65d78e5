import type { Measure } from '@/domain/flow/simulation/what-if';
import { type GateId, gateIdSchema } from '@/domain/shared/identity';
import type { GoodsClass } from '@/domain/shared/vocabulary';

export const MEASURE_KINDS = ['extend-hours', 'open-lane', 'limit-class', 'redirect'] as const;
export type MeasureTyped = {
  readonly kind: (typeof MEASURE_KINDS)[number];
  readonly hours: string;
  readonly class: GoodsClass;
  readonly perHour: string;
  readonly to: GateId | '';
  readonly vehicles: string;
};
export type MeasureFault = 'hours' | 'perHour' | 'to' | 'vehicles';

/** A whole number within bounds, or null. */
function within(text: string, least: number, most: number): number | null {
  const value = Number(text.trim());
  return text.trim() !== '' && Number.isInteger(value) && least <= value && value <= most ? value : null;
}

/** The measure that was typed, or which boxes are wrong. */
export function readMeasure(
  typed: MeasureTyped,
):
  | { readonly kind: 'measure'; readonly measure: Measure }
  | { readonly kind: 'faults'; readonly faults: readonly MeasureFault[] } {
  const hours = within(typed.hours, 1, 24);
  const perHour = within(typed.perHour, 0, 1000);
  const vehicles = within(typed.vehicles, 1, 2000);
  const to = gateIdSchema.safeParse(typed.to);
  const faults = (list: readonly (readonly [MeasureFault, boolean])[]) => ({
    kind: 'faults' as const,
    faults: list.flatMap(([fault, isWrong]) => (isWrong ? [fault] : [])),
  });
  switch (typed.kind) {
    case 'open-lane':
      return { kind: 'measure', measure: { kind: 'open-lane' } };
    case 'extend-hours':
      if (hours === null) return faults([['hours', true]]);
      return { kind: 'measure', measure: { kind: 'extend-hours', hours } };
    case 'limit-class':
      if (hours === null || perHour === null)
        return faults([
          ['perHour', perHour === null],
          ['hours', hours === null],
        ]);
      return { kind: 'measure', measure: { kind: 'limit-class', class: typed.class, perHour, hours } };
    case 'redirect':
      if (vehicles === null || !to.success)
        return faults([
          ['vehicles', vehicles === null],
          ['to', !to.success],
        ]);
      return { kind: 'measure', measure: { kind: 'redirect', to: to.data, vehicles } };
  }
}
