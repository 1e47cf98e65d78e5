import { createHash } from 'node:crypto';
import { and, asc, eq } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { event as eventTable } from '@/db/schema/event';
import { photo, photoPart } from '@/db/schema/photo';
import { fromBase64url } from '@/domain/shared/base64url';
import type { DeviceId, EventId, GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { GateEventOf } from '@/domain/sync/event';
import { PHOTO_PART_BYTES, type PhotoRequest, type PhotoResponse, photoParts } from '@/domain/sync/photo';
import { PROTOCOL_VERSION } from '@/domain/sync/protocol';

/**
 * One part of a photograph. `retry-later`: its event is not in the log yet, and events go first. `bad-request`: it is not
 * the photograph that the log speaks of. The device's row is locked by the caller: parts of one tablet follow each other.
 */
export async function takePart(
  tx: Transaction,
  request: PhotoRequest,
  at: number,
): Promise<Result<PhotoResponse, 'retry-later' | 'bad-request'>> {
  const { gateId, device, event: eventId, part } = request;
  const taken = await readTaken(tx, gateId, device, eventId);
  if (taken === null) return err('retry-later');
  const { hash, bytes } = taken.body;
  const parts = photoParts(bytes);
  const data = fromBase64url(request.data);
  const wanted = part === parts - 1 ? bytes - part * PHOTO_PART_BYTES : PHOTO_PART_BYTES;
  if (part >= parts || data === null || data.length !== wanted) return err('bad-request');

  await tx.insert(photoPart).values({ gateId, eventId, part, data, receivedAt: at }).onConflictDoNothing();
  const have = await countFromFirst(tx, gateId, eventId);
  if (have < parts) return ok({ protocol: PROTOCOL_VERSION, have, whole: false });

  const sealed = await readSealed(tx, gateId, eventId);
  if (createHash('sha256').update(sealed).digest('hex') !== hash) return err('bad-request');
  await tx
    .insert(photo)
    .values({
      gateId,
      eventId,
      photo: taken.body.photo,
      crossingId: taken.crossingId,
      key: request.key,
      wholeAt: at,
    })
    .onConflictDoNothing();
  return ok({ protocol: PROTOCOL_VERSION, have, whole: true });
}

/** The bytes of all parts in their order. */
export async function readSealed(tx: Transaction, gateId: GateId, eventId: string): Promise<Buffer> {
  const rows = await tx
    .select({ data: photoPart.data })
    .from(photoPart)
    .where(and(eq(photoPart.gateId, gateId), eq(photoPart.eventId, eventId)))
    .orderBy(asc(photoPart.part));
  return Buffer.concat(rows.map(({ data }) => data));
}

type Taken = Pick<GateEventOf<'photo.taken'>, 'body'> & { readonly crossingId: string | null };

async function readTaken(
  tx: Transaction,
  gateId: GateId,
  device: DeviceId,
  eventId: EventId,
): Promise<Taken | null> {
  const [row] = await tx
    .select({ event: eventTable.event, crossingId: eventTable.crossingId })
    .from(eventTable)
    .where(and(eq(eventTable.gateId, gateId), eq(eventTable.id, eventId)));
  if (row?.event.type !== 'photo.taken' || row.event.device !== device) return null;
  return { body: row.event.body, crossingId: row.crossingId };
}

async function countFromFirst(tx: Transaction, gateId: GateId, eventId: EventId): Promise<number> {
  const rows = await tx
    .select({ part: photoPart.part })
    .from(photoPart)
    .where(and(eq(photoPart.gateId, gateId), eq(photoPart.eventId, eventId)))
    .orderBy(asc(photoPart.part));
  const hole = rows.findIndex(({ part }, at) => part !== at);
  return hole === -1 ? rows.length : hole;
}
