import { randomBytes } from 'node:crypto';
import type { passToken } from '@/db/schema/pass';
import type { Declared } from '@/domain/crossing/state';
import { gateById } from '@/domain/gate/gates';
import { encodePass } from '@/domain/pass/encode-pass';
import { type CrossingId, type GateId, type PassId, passIdSchema } from '@/domain/shared/identity';
import type { Direction } from '@/domain/shared/vocabulary';
import type { EventDraft } from '@/domain/sync/event';
import type { KeyRing } from '@/server/keys/key-ring';

/** A far bound and no slot: a pass does not expire while its truck queues (rule 8). */
export const PASS_LIFE_SECONDS = 45 * 86_400;
/** Clocks of tablets may be behind by this and more is told to the officer. */
const CLOCK_SLACK_SECONDS = 300;

export type PassOrder = {
  readonly gateId: GateId;
  readonly crossingId: CrossingId;
  readonly direction: Direction;
  readonly declared: Pick<Declared, 'kind' | 'binding' | 'goods'>;
  /** Name as declared; shortened by the pass's own rule. */
  readonly driver: string | null;
  /** Null for a first pass; a reissue keeps the pass and raises the revision, so the older QR dies by itself. */
  readonly reissue: { readonly passId: PassId; readonly revision: number } | null;
  readonly actor: string | null;
};

export type SignedPass = {
  readonly passId: PassId;
  readonly revision: number;
  readonly token: string;
  /** Must be stored before the event is recorded: the pass's row is made from it. */
  readonly row: typeof passToken.$inferInsert;
  readonly draft: EventDraft;
};

/** Signs; stores nothing. `now` in ms since the epoch. @throws RangeError for claims that fit on no pass */
export async function signPass(ring: KeyRing, order: PassOrder, now: number): Promise<SignedPass> {
  const { gateId, crossingId, direction, declared, reissue } = order;
  const gate = gateById(gateId);
  if (gate === null) throw new Error(`no gate ${gateId}`);
  const seconds = Math.floor(now / 1000);
  const passId = reissue?.passId ?? passIdSchema.parse(randomBytes(16).toString('hex'));
  const revision = reissue?.revision ?? 0;
  const notBefore = seconds - CLOCK_SLACK_SECONDS;
  const notAfter = seconds + PASS_LIFE_SECONDS;
  const issuer = await ring.issuer(seconds);
  const token = await encodePass(
    {
      passId,
      revision,
      notBefore,
      notAfter,
      gateNumber: gate.number,
      direction,
      kind: declared.kind,
      staticPrintAllowed: true,
      goodsClass: declared.goods.class,
      driver: order.driver ?? '',
      binding: declared.binding,
    },
    issuer.key.kid,
    issuer.key.sign,
  );
  return {
    passId,
    revision,
    token,
    row: { gateId, passId, revision, crossingId, token, notBefore, notAfter },
    draft: {
      type: 'pass.issued',
      gateId,
      actor: order.actor,
      agency: null,
      shift: null,
      crossingId,
      passId,
      step: null,
      direction,
      verdict: null,
      codes: [],
      lists: null,
      sealed: null,
      body: { revision, notBefore, notAfter },
    },
  };
}
