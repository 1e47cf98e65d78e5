import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { and, desc, eq, isNotNull, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Transaction } from '@/db/client';
import { insertRows } from '@/db/insert-rows';
import { crossingKey } from '@/db/schema/crossing';
import { event } from '@/db/schema/event';
import { fromBase64url, toBase64url } from '@/domain/shared/base64url';
import type { CrossingId, GateId } from '@/domain/shared/identity';

const personalSchema = z.object({
  driverName: z.string().nullable(),
  driverIdNumber: z.string().nullable(),
  driverPhone: z.string().nullable(),
  /** Free text of the declarant: nobody knows who is named in it. */
  note: z.string().nullable().default(null),
});
/** What the log may hold only as ciphertext (rule 16). */
export type Personal = Readonly<z.infer<typeof personalSchema>>;

/** First byte of what the centre sealed itself; what a tablet sealed to the centre begins with 0x04, a point. */
const SEALED_BY_CENTRE = 0x02;
const NONCE = 12;
const TAG = 16;

/**
 * The `sealed` member of an event of this crossing: AES-256-GCM under the crossing's own key, bound to its id.
 * base64url of 0x02, nonce, ciphertext, tag.
 */
export async function sealPersonal(
  tx: Transaction,
  gateId: GateId,
  crossingId: CrossingId,
  personal: Personal,
  now: number,
): Promise<string> {
  await tx
    .insert(crossingKey)
    .values({ gateId, crossingId, key: toBase64url(randomBytes(32)), createdAt: now })
    .onConflictDoNothing();
  const key = await readKey(tx, gateId, crossingId);
  if (key === null) throw new Error('the key of the crossing was erased meanwhile');
  return sealUnder(key, crossingId, personal);
}

/** The same for crossings that are being made in this transaction, with one statement for all their keys. */
export async function sealNewPersonal(
  tx: Transaction,
  gateId: GateId,
  people: ReadonlyMap<CrossingId, Personal>,
  now: number,
): Promise<ReadonlyMap<CrossingId, string>> {
  const keys = [...people].map(([crossingId, personal]) => ({ crossingId, personal, key: randomBytes(32) }));
  await insertRows(
    tx,
    crossingKey,
    keys.map(({ crossingId, key }) => ({ gateId, crossingId, key: toBase64url(key), createdAt: now })),
  );
  return new Map(
    keys.map(({ crossingId, personal, key }) => [crossingId, sealUnder(key, crossingId, personal)]),
  );
}

function sealUnder(key: Uint8Array, crossingId: CrossingId, personal: Personal): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(crossingId));
  const text = Buffer.from(JSON.stringify(personalSchema.parse(personal)));
  return Buffer.concat([
    Buffer.of(SEALED_BY_CENTRE),
    nonce,
    cipher.update(text),
    cipher.final(),
    cipher.getAuthTag(),
  ]).toString('base64url');
}

/** Newest personal fields of a crossing; null when there are none or they were erased. */
export async function openPersonal(
  tx: Transaction,
  gateId: GateId,
  crossingId: CrossingId,
): Promise<Personal | null> {
  const key = await readKey(tx, gateId, crossingId);
  if (key === null) return null;
  const rows = await tx
    .select({ sealed: sql<string>`${event.event} ->> 'sealed'` })
    .from(event)
    .where(
      and(
        eq(event.gateId, gateId),
        eq(event.crossingId, crossingId),
        isNotNull(sql`${event.event} ->> 'sealed'`),
      ),
    )
    .orderBy(desc(event.hlc));
  for (const { sealed } of rows) {
    const opened = openSealed(sealed, key, crossingId);
    if (opened !== null) return opened;
  }
  return null;
}

/** Null for what another key sealed, or was altered. */
export function openSealed(sealed: string, key: Uint8Array, crossingId: CrossingId): Personal | null {
  const bytes = fromBase64url(sealed);
  if (bytes === null || bytes[0] !== SEALED_BY_CENTRE || bytes.length < 1 + NONCE + TAG) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + NONCE))
    .setAAD(Buffer.from(crossingId))
    .setAuthTag(bytes.subarray(-TAG));
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(1 + NONCE, -TAG)), decipher.final()]);
    return personalSchema.parse(JSON.parse(text.toString('utf8')));
  } catch {
    return null; // another key, or altered: unreadable is all that can be said
  }
}

async function readKey(tx: Transaction, gateId: GateId, crossingId: CrossingId): Promise<Uint8Array | null> {
  const [row] = await tx
    .select({ key: crossingKey.key })
    .from(crossingKey)
    .where(and(eq(crossingKey.gateId, gateId), eq(crossingKey.crossingId, crossingId)));
  return row === undefined ? null : fromBase64url(row.key);
}
