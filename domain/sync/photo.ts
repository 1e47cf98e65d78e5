import * as z from 'zod';
import { deviceIdSchema, eventIdSchema, gateIdSchema } from '../shared/identity';
import { PHOTO_MAX_BYTES } from './work-bodies';

/**
 * POST /api/sync/photo: a sealed photograph in parts, signed as a push is. It goes after the events and names the
 * `photo.taken` event that speaks of it: size, hash and crossing are believed from the log alone. A part sent twice counts
 * once; the answer says which part is wanted next, so that an upload goes on where it stopped.
 *
 * `gate.photo.v1`: 12-byte iv | AES-256-GCM ciphertext and tag of a JPEG or WebP, additional data: the photo's id.
 * `key`: `{key}`, the content key in base64url, sealed to the centre as `gate.seal.v1`.
 */
export const PHOTO_PART_BYTES = 48 * 1024;
export const PHOTO_MOST_PARTS = Math.ceil(PHOTO_MAX_BYTES / PHOTO_PART_BYTES);

export const photoRequestSchema = z.object({
  protocol: z.int().positive(),
  device: deviceIdSchema,
  gateId: gateIdSchema,
  event: eventIdSchema,
  /** From 0. */
  part: z.int().nonnegative().max(PHOTO_MOST_PARTS),
  key: z.string().max(400),
  /** base64url of at most PHOTO_PART_BYTES bytes; every part but the last is full. */
  data: z
    .string()
    .min(1)
    .max(Math.ceil((PHOTO_PART_BYTES * 4) / 3)),
});
export type PhotoRequest = z.infer<typeof photoRequestSchema>;

export const photoResponseSchema = z.object({
  protocol: z.int(),
  /** Parts held from the first on without a hole: the number of the next one wanted. */
  have: z.int().nonnegative(),
  /** All parts are there and their hash is the one in the log. */
  whole: z.boolean(),
});
export type PhotoResponse = z.infer<typeof photoResponseSchema>;

export const photoParts = (bytes: number): number => Math.max(1, Math.ceil(bytes / PHOTO_PART_BYTES));
