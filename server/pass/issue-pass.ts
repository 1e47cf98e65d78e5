import { randomBytes } from 'node:crypto';
import { and, eq, max } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { insertRows } from '@/db/insert-rows';
import { passToken } from '@/db/schema/pass';
import { gateById } from '@/domain/gate/gates';
import type { PassClaims } from '@/domain/pass/claims';
import { encodePass } from '@/domain/pass/encode-pass';
import { type CrossingId, type GateId, type PassId, passIdSchema } from '@/domain/shared/identity';
import type { CrossingKind, Direction, GoodsClass } from '@/domain/shared/vocabulary';
import type { Binding, EventDraft } from '@/domain/sync/event';
import type { KeyRing } from '../keys/key-ring';
import { centreDraft } from '../log/centre-draft';
import { recordEvents } from '../log/record-events';

/** Rule 8: a far bound, so that no truck's pass dies while it queues. */
export const PASS_LIFE_SECONDS = 30 * 86_400;
/** Phones and tablets whose clocks are a little behind. */
const NOT_BEFORE_SLACK_SECONDS = 300;

export type PassOrder = {
  readonly crossingId: CrossingId;
  readonly direction: Direction;
  readonly kind: CrossingKind;
  readonly goodsClass: GoodsClass;
  readonly binding: Binding;
  /** Shortened on the pass by rule; empty when not known yet. */
  readonly driver: string;
  /** ms since the epoch; moves the far bound. */
  readonly plannedArrivalAt: number | null;
  /** Who asked, for the log. */
  readonly actor: string | null;
  /** Given to reissue: the same pass in its next revision, so that the older QR dies by itself. */
  readonly passId?: PassId;
  /** Given where a new pass takes the place of a revoked one: its revision. The new one ranks above it (FO-6). */
  readonly inPlaceOf?: number;
  /** Its driver, sealed, where that changes with the pass. */
  readonly sealed?: string;
};

export type IssuedPass = {
  readonly passId: PassId;
  /** `GP1:…` */
  readonly token: string;
  readonly revision: number;
};
export type PreparedPass = IssuedPass & { readonly draft: EventDraft };

/** Signs a pass and records that it was issued. For a new crossing, after its `crossing.declared`. */
export async function issuePass(
  tx: Transaction,
  ring: KeyRing,
  gateId: GateId,
  order: PassOrder,
  now: number,
): Promise<IssuedPass> {
  const [prepared] = await preparePasses(tx, ring, gateId, [order], now);
  if (prepared === undefined) throw new Error('no pass was prepared');
  const { draft, ...issued } = prepared;
  await recordEvents(tx, gateId, [draft], now);
  return issued;
}

/**
 * Signs passes and keeps their texts; the caller records the drafts, together with what belongs to them. This is how
 * many crossings are declared in one transaction.
 * @param now server clock, ms since the epoch
 * @throws RangeError when a binding does not fit on a pass
 */
export async function preparePasses(
  tx: Transaction,
  ring: KeyRing,
  gateId: GateId,
  orders: readonly PassOrder[],
  now: number,
): Promise<readonly PreparedPass[]> {
  const gate = gateById(gateId);
  if (gate === null) throw new Error(`no gate ${gateId}`);
  const seconds = Math.floor(now / 1000);
  const issuer = await ring.issuer(seconds);
  const prepared: (PreparedPass & { row: typeof passToken.$inferInsert })[] = [];
  for (const order of orders) {
    const passId = order.passId ?? passIdSchema.parse(randomBytes(16).toString('hex'));
    const revision =
      order.passId === undefined ? (order.inPlaceOf ?? -1) + 1 : await nextRevision(tx, gateId, order.passId);
    const notBefore = seconds - NOT_BEFORE_SLACK_SECONDS;
    const notAfter =
      Math.max(seconds, Math.floor((order.plannedArrivalAt ?? now) / 1000)) + PASS_LIFE_SECONDS;
    const claims: PassClaims = {
      passId,
      revision,
      notBefore,
      notAfter,
      gateNumber: gate.number,
      direction: order.direction,
      kind: order.kind,
      staticPrintAllowed: true,
      goodsClass: order.goodsClass,
      driver: order.driver,
      binding: order.binding,
    };
    const token = await encodePass(claims, issuer.key.kid, issuer.key.sign);
    const { crossingId, direction, actor, sealed = null } = order;
    const body = { revision, notBefore, notAfter };
    prepared.push({
      passId,
      token,
      revision,
      row: { gateId, passId, revision, crossingId, token, notBefore, notAfter },
      draft: {
        ...centreDraft(gateId, { crossingId, passId, direction, actor, sealed }),
        type: 'pass.issued',
        body,
      },
    });
  }
  await insertRows(
    tx,
    passToken,
    prepared.map(({ row }) => row),
  );
  return prepared.map(({ row: _, ...pass }) => pass);
}

async function nextRevision(tx: Transaction, gateId: GateId, passId: PassId): Promise<number> {
  const [row] = await tx
    .select({ last: max(passToken.revision) })
    .from(passToken)
    .where(and(eq(passToken.gateId, gateId), eq(passToken.passId, passId)));
  return (row?.last ?? -1) + 1;
}
