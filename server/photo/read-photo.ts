import { createDecipheriv } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import * as z from 'zod';
import { inGate } from '@/db/client';
import { photo } from '@/db/schema/photo';
import { fromBase64url } from '@/domain/shared/base64url';
import type { GateId } from '@/domain/shared/identity';
import { parseJson } from '@/domain/shared/parse-json';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Context } from '@/server/api/context';
import { actorId } from '../auth/actor-id';
import { readSealed } from './take-part';

export type OpenPhoto = { readonly type: 'image/jpeg' | 'image/webp'; readonly base64: string };

const keySchema = z.object({ key: z.string() });
const IV = 12;
const TAG = 16;

/** A photograph opened for who may see it; `AP-NONE` when it is not here whole, was erased, or cannot be opened. */
export async function readPhoto(
  { db, actor, keys }: Pick<Context, 'db' | 'actor' | 'keys'>,
  { gateId, event }: { gateId: GateId; event: string },
): Promise<Result<OpenPhoto, 'AP-NONE'>> {
  const ring = await keys();
  return inGate(db, { gateId, actor: actorId(actor) }, async (tx) => {
    const [row] = await tx
      .select()
      .from(photo)
      .where(and(eq(photo.gateId, gateId), eq(photo.eventId, event)));
    if (row === undefined) return err('AP-NONE');
    const opened = await ring.sealing.open(row.key, '');
    const key = opened === null ? null : contentKey(opened);
    const plain = key === null ? null : openSealed(await readSealed(tx, gateId, event), key, row.photo);
    const type = plain === null ? null : pictureType(plain);
    return plain === null || type === null ? err('AP-NONE') : ok({ type, base64: plain.toString('base64') });
  });
}

function contentKey(opened: Uint8Array): Uint8Array | null {
  const parsed = keySchema.safeParse(parseJson(Buffer.from(opened).toString('utf8')));
  const key = parsed.success ? fromBase64url(parsed.data.key) : null;
  return key?.length === 32 ? key : null;
}

function openSealed(sealed: Buffer, key: Uint8Array, id: string): Buffer | null {
  if (sealed.length < IV + TAG) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV))
    .setAAD(Buffer.from(id))
    .setAuthTag(sealed.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(IV, -TAG)), decipher.final()]);
  } catch {
    return null; // another key, or altered
  }
}

/** By its first bytes: whatever else a tablet sealed is not given to a browser as a picture. */
function pictureType(plain: Buffer): OpenPhoto['type'] | null {
  if (plain.subarray(0, 3).equals(Buffer.of(0xff, 0xd8, 0xff))) return 'image/jpeg';
  const isWebp = plain.toString('latin1', 0, 4) === 'RIFF' && plain.toString('latin1', 8, 12) === 'WEBP';
  return isWebp ? 'image/webp' : null;
}
