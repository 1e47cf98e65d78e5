import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { and, count, desc, eq, isNull, lt, or } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { type Database, EVERY_GATE, inGate } from '@/db/client';
import { firmKey } from '@/db/schema/intake';
import type { Actor } from '@/domain/access/can';
import { readKey, writeKey } from '@/domain/access/key-text';
import { err, ok, type Result } from '@/domain/shared/result';
import { namesOf } from '../auth/names-of';
import type { FirmContext } from '../declaration/firm-context';
import { forFirm } from '../intake/import-row';

export type KeyView = {
  readonly keyId: string;
  readonly name: string;
  readonly madeBy: string;
  readonly madeAt: number;
  readonly lastUsedAt: number | null;
  readonly revokedAt: number | null;
};

const MOST_KEYS = 20;
const MOST_LISTED = 100;
/** "Last use" is told to the minute: a row need not be written at every request. */
const USE_NOTED_EVERY_MS = 60_000;

const hashOf = (secret: Uint8Array): string => createHash('sha256').update(secret).digest('hex');

/** Keys of the firm, newest first, revoked ones too: somebody will ask when it was. */
export async function listKeys(ctx: FirmContext): Promise<readonly KeyView[]> {
  const rows = await forFirm(ctx, (tx) =>
    tx
      .select()
      .from(firmKey)
      .where(eq(firmKey.firmId, ctx.firmId))
      .orderBy(desc(firmKey.madeAt), desc(firmKey.id))
      .limit(MOST_LISTED),
  );
  const names = await namesOf(
    ctx.accounts,
    rows.map((row) => row.madeBy),
  );
  return rows.map((row) => ({
    keyId: row.id,
    name: row.name,
    madeBy: names.get(row.madeBy) ?? '',
    madeAt: row.madeAt,
    lastUsedAt: row.lastUsedAt,
    revokedAt: row.revokedAt,
  }));
}

/** IM-9: the key is in this answer and nowhere else, never again. */
export async function makeKey(
  ctx: FirmContext,
  { name }: { readonly name: string },
): Promise<Result<{ readonly keyId: string; readonly key: string }, 'AP-MANY'>> {
  const { firmId, actor, clock } = ctx;
  const secret = new Uint8Array(randomBytes(32));
  const keyId = uuidv7({ msecs: clock.now() });
  return forFirm(ctx, async (tx): Promise<Result<{ keyId: string; key: string }, 'AP-MANY'>> => {
    const [held] = await tx
      .select({ keys: count() })
      .from(firmKey)
      .where(and(eq(firmKey.firmId, firmId), isNull(firmKey.revokedAt)));
    if ((held?.keys ?? 0) >= MOST_KEYS) return err('AP-MANY');
    await tx.insert(firmKey).values({
      firmId,
      id: keyId,
      name,
      secretHash: hashOf(secret),
      madeBy: actor.id,
      madeAt: clock.now(),
    });
    return ok({ keyId, key: writeKey({ firmId, keyId, secret }) });
  });
}

/** From the next request on it opens nothing. */
export async function revokeKey(
  ctx: FirmContext,
  { keyId }: { readonly keyId: string },
): Promise<Result<null, 'AP-NONE'>> {
  const { firmId, actor, clock } = ctx;
  const revoked = await forFirm(ctx, (tx) =>
    tx
      .update(firmKey)
      .set({ revokedAt: clock.now(), revokedBy: actor.id })
      .where(and(eq(firmKey.firmId, firmId), eq(firmKey.id, keyId), isNull(firmKey.revokedAt)))
      .returning({ id: firmKey.id }),
  );
  return revoked.length === 0 ? err('AP-NONE') : ok(null);
}

/** Who sent this; null when the key is none, unknown or revoked: the three are not told apart. */
export async function programOf(
  db: Database,
  text: string,
  now: number,
): Promise<Extract<Actor, { kind: 'program' }> | null> {
  const parts = readKey(text);
  if (parts === null) return null;
  const { firmId, keyId, secret } = parts;
  return inGate(db, { gateId: EVERY_GATE, actor: keyId, firmId }, async (tx) => {
    const own = and(eq(firmKey.firmId, firmId), eq(firmKey.id, keyId));
    const [row] = await tx.select().from(firmKey).where(own);
    const given = Buffer.from(hashOf(secret), 'hex');
    if (row === undefined || !timingSafeEqual(given, Buffer.from(row.secretHash, 'hex'))) return null;
    if (row.revokedAt !== null) return null;
    const isStale = or(isNull(firmKey.lastUsedAt), lt(firmKey.lastUsedAt, now - USE_NOTED_EVERY_MS));
    if ((row.lastUsedAt ?? 0) < now - USE_NOTED_EVERY_MS)
      await tx.update(firmKey).set({ lastUsedAt: now }).where(and(own, isStale));
    return { kind: 'program', id: keyId, firmId };
  });
}
