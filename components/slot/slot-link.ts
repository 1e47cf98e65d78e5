import * as z from 'zod';
import { gateById } from '@/domain/gate/gates';
import { type CrossingId, crossingIdSchema, type GateId, gateIdSchema } from '@/domain/shared/identity';

/** One vehicle's page of hours, as a view of `/declare`. */
export type SlotLink = { readonly gateId: GateId; readonly crossingId: CrossingId };

export const slotHash = ({ gateId, crossingId }: SlotLink): string => `slot-${gateId}-${crossingId}`;

const linkSchema = z.object({
  gateId: gateIdSchema.refine((id) => gateById(id) !== null),
  crossingId: crossingIdSchema,
});

/** Null: the fragment names no vehicle's page. */
export function readSlotHash(hash: string): SlotLink | null {
  const found = /^slot-([A-Z]+)-(.+)$/.exec(hash);
  const parsed = linkSchema.safeParse({ gateId: found?.[1], crossingId: found?.[2] });
  return parsed.success ? parsed.data : null;
}
