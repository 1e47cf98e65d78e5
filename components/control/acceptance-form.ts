import * as z from 'zod';
import type { Direction } from '@/domain/shared/vocabulary';

export const CHANNELS = ['hotline', 'letter', 'meeting'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What a supervisor types after a call; hours as text, in Hà Nội time. */
export type AcceptanceTyped = {
  readonly direction: Direction;
  readonly perHour: string;
  /** Whole hours from now, empty for "until told otherwise". */
  readonly forHours: string;
  readonly toldBy: string;
  readonly channel: Channel;
  readonly note: string;
};
export type AcceptanceFault = 'perHour' | 'forHours' | 'toldBy';

const rate = z.coerce.number().int().min(0).max(1000);
const hours = z.coerce.number().positive().max(72);
const HOUR_MS = 3_600_000;

/** The entry as the API takes it, or which boxes are wrong. Zero vehicles is an answer: the neighbour has stopped. */
export function readAcceptance(typed: AcceptanceTyped, now: number) {
  const perHour = typed.perHour.trim() === '' ? null : rate.safeParse(typed.perHour.trim());
  const forHours =
    typed.forHours.trim() === '' ? null : hours.safeParse(typed.forHours.trim().replace(',', '.'));
  const faults: AcceptanceFault[] = [];
  if (perHour === null || !perHour.success) faults.push('perHour');
  if (forHours !== null && !forHours.success) faults.push('forHours');
  if (typed.toldBy.trim() === '') faults.push('toldBy');
  if (faults.length > 0 || !perHour?.success) return { kind: 'faults', faults } as const;
  return {
    kind: 'entry',
    entry: {
      direction: typed.direction,
      vehiclesPerHour: perHour.data,
      validTo: forHours?.success ? Math.round(now + forHours.data * HOUR_MS) : null,
      toldBy: typed.toldBy.trim(),
      channel: typed.channel,
      note: typed.note.trim() === '' ? null : typed.note.trim(),
    },
  } as const;
}
