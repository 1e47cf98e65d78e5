import * as z from 'zod';
import type { Direction, GoodsClass } from '../shared/vocabulary';

export const HOUR_MS = 3_600_000;

/** Lines that are booked apart, as the turns of a call-up keep them apart (rule 9). */
export const SLOT_CLASSES = ['perishable', 'other'] as const;
export const slotClassSchema = z.enum(SLOT_CLASSES);
export type SlotClass = z.infer<typeof slotClassSchema>;

/** A slot is a class of one direction of a gate in one clock hour. `hourStart` in ms. */
export type Slot = {
  readonly direction: Direction;
  readonly class: SlotClass;
  readonly hourStart: number;
};

/** Hours ahead for which a slot can be had or asked for. */
export const SLOT_HORIZON_HOURS = 72;

/** Null: empty vehicles have a short line of their own and need no slot (rule 9). */
export function slotClassOf(goods: GoodsClass): SlotClass | null {
  if (goods === 'empty') return null;
  return goods === 'perishable' ? 'perishable' : 'other';
}

export const hourOf = (at: number): number => at - (at % HOUR_MS);

export const isHour = (at: number): boolean => at % HOUR_MS === 0;
