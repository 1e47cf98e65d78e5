import { and, eq } from 'drizzle-orm';
import { type Database, EVERY_GATE, inGate, type Transaction } from '@/db/client';
import { neighbourKey } from '@/db/schema/neighbour';
import { keyIdOf, sameFingerprint } from '@/domain/neighbour/fingerprint';
import { fromBase64url } from '@/domain/shared/base64url';
import { err, ok, type Result } from '@/domain/shared/result';

export type TheirKey = typeof neighbourKey.$inferSelect;
/** What was under way when a key was turned still verifies. */
export const OVERLAP_MS = 86_400_000;

const inProvince = <T>(db: Database, work: (tx: Transaction) => Promise<T>) =>
  inGate(db, { gateId: EVERY_GATE, actor: null }, work);
const ofKey = (source: string, keyId: string) =>
  and(eq(neighbourKey.source, source), eq(neighbourKey.keyId, keyId));

export const readTheirKeys = (db: Database, source: string): Promise<readonly TheirKey[]> =>
  inProvince(db, (tx) => tx.select().from(neighbourKey).where(eq(neighbourKey.source, source)));

/** The one that they sign with now; an older one that still verifies is not it. */
export const currentOf = (keys: readonly TheirKey[]): TheirKey | null =>
  keys.find(({ state, until }) => state === 'trusted' && until === null) ?? null;

/** The raw key with this id, if it counts now. */
export async function trustedKey(
  db: Database,
  keyId: string,
  now: number,
): Promise<{ readonly source: string; readonly publicKey: Uint8Array } | null> {
  const rows = await inProvince(db, (tx) =>
    tx
      .select()
      .from(neighbourKey)
      .where(and(eq(neighbourKey.keyId, keyId), eq(neighbourKey.state, 'trusted'))),
  );
  const [row] = rows.filter(({ until }) => until === null || now < until);
  const publicKey = row === undefined ? null : fromBase64url(row.publicKey);
  return row === undefined || publicKey === null ? null : { source: row.source, publicKey };
}

/** Kept as told, and trusted for nothing until its fingerprint was compared (NE-11). */
export async function offerKey(
  db: Database,
  key: { readonly source: string; readonly publicKey: string },
  now: number,
): Promise<string | null> {
  const raw = fromBase64url(key.publicKey);
  if (raw === null || raw.length !== 32) return null;
  const keyId = keyIdOf(raw);
  await inProvince(db, (tx) =>
    tx
      .insert(neighbourKey)
      .values({ ...key, keyId, state: 'offered', offeredAt: now })
      .onConflictDoNothing(),
  );
  return keyId;
}

/** Somebody compared the fingerprint over another way than this one; the keys before it count no longer. */
export async function confirmKey(
  db: Database,
  asked: {
    readonly source: string;
    readonly keyId: string;
    readonly fingerprint: string;
    readonly by: string;
  },
  now: number,
): Promise<Result<TheirKey, 'NE-KEY' | 'NE-FINGERPRINT'>> {
  return inProvince(db, async (tx) => {
    const [row] = await tx.select().from(neighbourKey).where(ofKey(asked.source, asked.keyId)).for('update');
    const raw = row === undefined ? null : fromBase64url(row.publicKey);
    if (row === undefined || raw === null) return err('NE-KEY');
    if (!sameFingerprint(asked.fingerprint, raw)) return err('NE-FINGERPRINT');
    await tx
      .update(neighbourKey)
      .set({ state: 'retired', until: now })
      .where(and(eq(neighbourKey.source, asked.source), eq(neighbourKey.state, 'trusted')));
    const [trusted] = await tx
      .update(neighbourKey)
      .set({ state: 'trusted', trustedBy: asked.by, trustedAt: now, until: null })
      .where(ofKey(asked.source, asked.keyId))
      .returning();
    return trusted === undefined ? err('NE-KEY') : ok(trusted);
  });
}

/**
 * A key that a trusted one vouched for by signing the request it came in (NE-12); that one counts a day longer. It vouches
 * once: told again it changes nothing, and whoever finds an old key makes no other with it. False: not taken.
 */
export async function followKey(
  db: Database,
  {
    source,
    publicKey,
    keyId,
    by,
  }: { readonly source: string; readonly publicKey: string; readonly keyId: string; readonly by: string },
  now: number,
): Promise<boolean> {
  const raw = fromBase64url(publicKey);
  if (raw === null || keyIdOf(raw) !== keyId) return false;
  return inProvince(db, async (tx) => {
    const [old] = await tx.select().from(neighbourKey).where(ofKey(source, by)).for('update');
    const [known] = await tx.select().from(neighbourKey).where(ofKey(source, keyId)).for('update');
    if (old?.state !== 'trusted' || (known !== undefined && known.publicKey !== publicKey)) return false;
    if (known?.state === 'trusted') return known.until === null && (by === keyId || known.trustedBy === by);
    if (old.until !== null || known?.state === 'retired') return false;
    const trusted = { state: 'trusted', trustedBy: by, trustedAt: now, until: null } as const;
    await tx
      .insert(neighbourKey)
      .values({ source, keyId, publicKey, offeredAt: now, ...trusted })
      .onConflictDoUpdate({ target: [neighbourKey.source, neighbourKey.keyId], set: trusted });
    await tx
      .update(neighbourKey)
      .set({ until: now + OVERLAP_MS })
      .where(ofKey(source, by));
    return true;
  });
}
