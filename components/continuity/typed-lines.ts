import * as z from 'zod';
import { stepIdSchema } from '@/domain/shared/identity';
import { agencySchema } from '@/domain/shared/vocabulary';

/** A line as it is typed; it rests in the browser until it is in the log, so that a closed tab loses nothing. */
const typedLineSchema = z.object({
  key: z.string().max(40),
  serial: z.int().positive(),
  plate: z.string().max(40),
  step: stepIdSchema,
  agency: agencySchema,
  at: z.int().nonnegative(),
  reason: z.string().max(300).nullable(),
});
export type TypedLine = z.infer<typeof typedLineSchema>;

const placeOf = (continuity: string): string => `gate.paper.${continuity}`;

export function keptLines(storage: Storage, continuity: string): readonly TypedLine[] {
  try {
    const kept = z
      .array(typedLineSchema)
      .max(100)
      .safeParse(JSON.parse(storage.getItem(placeOf(continuity)) ?? '[]'));
    return kept.success ? kept.data : [];
  } catch {
    return [];
  }
}

export function keepLines(storage: Storage, continuity: string, lines: readonly TypedLine[]): void {
  try {
    if (lines.length === 0) storage.removeItem(placeOf(continuity));
    else storage.setItem(placeOf(continuity), JSON.stringify(lines));
  } catch {
    // No room: the lines are still on the screen.
  }
}

export type LineForm = {
  readonly serial: string;
  readonly plate: string;
  readonly step: string;
  readonly agency: string;
  /** `2026-11-26`, Hà Nội. */
  readonly day: string;
  /** `14:05`. */
  readonly time: string;
};
export type LineFault = keyof LineForm;

/** Hà Nội keeps UTC+7 all year. */
const HOME_OFFSET = '+07:00';

/** What was typed becomes a line, or the boxes that do not yet say what they must. */
export function readLine(
  form: LineForm,
  key: string,
):
  | { readonly kind: 'line'; readonly line: TypedLine }
  | { readonly kind: 'faults'; readonly faults: readonly LineFault[] } {
  const at = Date.parse(`${form.day}T${form.time}:00${HOME_OFFSET}`);
  const serial = /^\d{1,6}$/.test(form.serial.trim()) ? Number(form.serial) : Number.NaN;
  const step = stepIdSchema.safeParse(form.step);
  const agency = agencySchema.safeParse(form.agency);
  const faults: LineFault[] = [
    ...(serial > 0 ? [] : (['serial'] as const)),
    ...(form.plate.trim().length > 3 ? [] : (['plate'] as const)),
    ...(step.success ? [] : (['step'] as const)),
    ...(agency.success ? [] : (['agency'] as const)),
    ...(Number.isNaN(at) ? (['time'] as const) : []),
  ];
  if (faults.length > 0 || !step.success || !agency.success) return { kind: 'faults', faults };
  const line = {
    key,
    serial,
    plate: form.plate.trim(),
    step: step.data,
    agency: agency.data,
    at,
    reason: null,
  };
  return { kind: 'line', line };
}
