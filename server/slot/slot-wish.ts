import type { CrossingId } from '@/domain/shared/identity';
import type { SlotRefusal } from '@/domain/slot/may-take';
import type { Slot } from '@/domain/slot/slot';

export type SlotAnswer =
  | { readonly kind: 'booked'; readonly hourStart: number; readonly reference: string }
  | { readonly kind: 'waits'; readonly reference: string }
  | { readonly kind: 'refused'; readonly because: SlotRefusal };

export type SlotWish = {
  readonly crossingId: CrossingId;
  readonly hourStart: number;
  /** Begin of the last hour that would do as well, for who waits. */
  readonly untilHour: number;
  /** When nothing is free: wait, and take part in the draws to come. */
  readonly wait: boolean;
};

/** A wish, and when it was pressed. */
export type SlotJob = SlotWish & { readonly now: number };

/** A wish that nothing of the vehicle itself speaks against. */
export type SlotSeeker = SlotJob & { readonly to: Slot; readonly firm: string };
