import { createHash } from 'node:crypto';
import { and, desc, eq, gt, lt, sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { pass } from '@/db/schema/pass';
import { signedDocument } from '@/db/schema/signed-document';
import type { TrustList } from '@/domain/pass/claims';
import { makeRevocationList, REVOKED_KEPT_S } from '@/domain/pass/revocation-list';
import { sealRevocationList } from '@/domain/pass/signed-document';
import { sealApproverList } from '@/domain/release/approver-list';
import { type GateId, passIdSchema } from '@/domain/shared/identity';
import { changeBefore, lockHead, moveHead } from '../log/gate-head';
import { listApprovers } from '../release/list-approvers';
import type { KeyRing } from './key-ring';

/** Tablets call a revocation list fresh for 15 minutes: whoever is online shall never show an older one. */
export const REVOCATION_REISSUED_AFTER_MS = 5 * 60_000;
/** Events name the list versions their officer had; that long they can be looked up. */
const VERSIONS_KEPT_MS = 30 * 86_400_000;

/** A gate where nobody may approve needs no list: tablets then know of nobody. */
const NOBODY_HASH = createHash('sha256').update('[]').digest('hex');

export type ListRow = typeof signedDocument.$inferSelect;

/**
 * Brings the gate's lists up to date: the trust list in force, and a revocation list signed anew when the revoked
 * passes changed or the last signature grew old. Answers the newest version of each.
 * @param now server clock, ms since the epoch
 */
export async function refreshLists(
  tx: Transaction,
  ring: KeyRing,
  gateId: GateId,
  now: number,
): Promise<readonly ListRow[]> {
  const seconds = Math.floor(now / 1000);
  const trust = await ring.trustList(seconds);
  const look = async () => {
    const [keys, revocation, ids, approvers, people] = await Promise.all([
      newest(tx, gateId, 'trust-list'),
      newest(tx, gateId, 'revocation'),
      revokedIds(tx, gateId, seconds),
      newest(tx, gateId, 'approvers'),
      listApprovers(tx, gateId),
    ]);
    const contentHash = createHash('sha256').update(ids.join('\n')).digest('hex');
    const stale =
      revocation === null ||
      !isSignedInForce(revocation.signer, trust.list) ||
      revocation.contentHash !== contentHash ||
      now - revocation.issuedAt >= REVOCATION_REISSUED_AFTER_MS;
    const peopleHash = createHash('sha256').update(JSON.stringify(people)).digest('hex');
    const approversChanged = (approvers?.contentHash ?? NOBODY_HASH) !== peopleHash;
    return { keys, revocation, ids, contentHash, stale, approvers, people, peopleHash, approversChanged };
  };
  const before = await look();
  if (
    !before.stale &&
    !before.approversChanged &&
    before.keys !== null &&
    before.keys.version >= trust.list.version
  )
    return [before.keys, before.revocation, before.approvers].filter((row) => row !== null);

  // Somebody may have signed while we waited for the head: look again under its lock.
  const head = await lockHead(tx, gateId);
  const seen = await look();
  let change = changeBefore(head, now);
  const rows: ListRow[] = [];
  if ((seen.keys?.version ?? -1) < trust.list.version)
    rows.push({
      ...trust.document,
      gateId,
      issuedAt: trust.list.issuedAt * 1000,
      contentHash: '',
      change: ++change,
    });
  if (seen.stale) {
    const issuer = await ring.issuer(seconds);
    const issuedAt = Math.max(seconds, Math.ceil((seen.revocation?.issuedAt ?? 0) / 1000));
    const version = nextRevocationVersion(seen.revocation?.version ?? null, now);
    const list = makeRevocationList(gateId, version, issuedAt, seen.ids);
    const document = await sealRevocationList(list, issuer.key.kid, issuer.key.sign);
    rows.push({
      ...document,
      gateId,
      issuedAt: issuedAt * 1000,
      contentHash: seen.contentHash,
      change: ++change,
    });
  }
  if (seen.approversChanged) {
    const issuer = await ring.issuer(seconds);
    const version = (seen.approvers?.version ?? 0) + 1;
    const list = { gateId, version, issuedAt: seconds, approvers: seen.people };
    const document = await sealApproverList(list, issuer.key.kid, issuer.key.sign);
    rows.push({
      ...document,
      gateId,
      issuedAt: seconds * 1000,
      contentHash: seen.peopleHash,
      change: ++change,
    });
  }
  if (rows.length > 0) {
    await tx.insert(signedDocument).values(rows);
    await moveHead(tx, { ...head, change });
    await tx
      .delete(signedDocument)
      .where(
        and(
          eq(signedDocument.gateId, gateId),
          eq(signedDocument.kind, 'revocation'),
          lt(signedDocument.issuedAt, now - VERSIONS_KEPT_MS),
        ),
      );
  }
  return currentLists(tx, gateId);
}

const VERSION_MS = 10_000;
/**
 * Versions run with the clock, a step for ten seconds: a centre set back to yesterday's copy would else sign versions
 * that tablets have had already, and they refuse what is not newer (PS-16). `now` in ms.
 */
export const nextRevocationVersion = (last: number | null, now: number): number =>
  Math.max((last ?? 0) + 1, Math.floor(now / VERSION_MS));

/** Tablets read no list by a withdrawn key (PS-15): until it is signed anew they would know of no revocation at all. */
export const isSignedInForce = (signer: string, { keys }: TrustList): boolean =>
  keys.some((key) => key.kid === signer && key.status === 'active');

/** The newest version of each list, as tablets shall have it. */
export async function currentLists(tx: Transaction, gateId: GateId): Promise<readonly ListRow[]> {
  const lists = await Promise.all([
    newest(tx, gateId, 'trust-list'),
    newest(tx, gateId, 'revocation'),
    newest(tx, gateId, 'approvers'),
  ]);
  return lists.filter((row) => row !== null);
}

async function newest(tx: Transaction, gateId: GateId, kind: ListRow['kind']): Promise<ListRow | null> {
  const [row] = await tx
    .select()
    .from(signedDocument)
    .where(and(eq(signedDocument.gateId, gateId), eq(signedDocument.kind, kind)))
    .orderBy(desc(signedDocument.version))
    .limit(1);
  return row ?? null;
}

async function revokedIds(tx: Transaction, gateId: GateId, seconds: number) {
  const rows = await tx
    .select({ passId: pass.passId })
    .from(pass)
    .where(
      and(
        eq(pass.gateId, gateId),
        sql`${pass.status} = 'revoked'`,
        gt(pass.notAfter, seconds - REVOKED_KEPT_S),
      ),
    )
    .orderBy(pass.passId);
  return rows.map((row) => passIdSchema.parse(row.passId));
}
