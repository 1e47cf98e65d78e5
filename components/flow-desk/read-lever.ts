import * as z from 'zod';

export type LeverTyped = { readonly perHour: string; readonly forHours: string };
export type LeverFault = keyof LeverTyped;

const rate = z.coerce.number().int().min(0).max(1000);
const hours = z.coerce.number().positive().max(168);
const HOUR_MS = 3_600_000;

/** As the API takes it, or which boxes are wrong. Zero an hour stops the class; no hours: until it is lifted. */
export function readLever(typed: LeverTyped, now: number) {
  const [perHour, forHours] = [typed.perHour.trim(), typed.forHours.trim().replace(',', '.')];
  const read = perHour === '' ? null : rate.safeParse(perHour);
  const length = forHours === '' ? null : hours.safeParse(forHours);
  const faults: LeverFault[] = [];
  if (!read?.success) faults.push('perHour');
  if (length !== null && !length.success) faults.push('forHours');
  if (faults.length > 0 || !read?.success) return { kind: 'faults', faults } as const;
  const until = length?.success ? Math.round(now + length.data * HOUR_MS) : null;
  return { kind: 'lever', perHour: read.data, until } as const;
}
