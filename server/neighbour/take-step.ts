import { v7 as uuidv7 } from 'uuid';
import { inGate } from '@/db/client';
import { instantIn } from '@/domain/flow/zones';
import { mayFollow, negotiate, type Standing, stepHash, stepText } from '@/domain/neighbour/agreement';
import { gateSchema, MOST_STEPS, type Step, type Terms } from '@/domain/neighbour/content';
import type { Saying } from '@/domain/neighbour/say';
import { toBase64url } from '@/domain/shared/base64url';
import { type GateId, hashSchema } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import { readSteps, storeSteps } from './keep-steps';
import type { Link } from './link';
import { say } from './outbox';

export type StepOrder = {
  readonly gateId: GateId;
  /** Null: a proposal begins a negotiation. */
  readonly agreementId: string | null;
  readonly deed: Step['deed'];
  /** Of a proposal or a counter-proposal; the others are about what was proposed last. */
  readonly terms: Terms | null;
  readonly by: string;
};

export type StepFault = 'AP-INPUT' | 'AP-DONE' | 'AP-NONE';

/** Our step in a negotiation (NE-13): signed by our key over the step before it, kept, and said with all before it. */
export async function takeStep(link: Link, order: StepOrder): Promise<Result<Standing, StepFault>> {
  const now = link.now();
  const agreement = order.agreementId ?? uuidv7({ msecs: now });
  const key = await link.keys.current();
  const scope = { gateId: order.gateId, actor: order.by };
  const taken = await inGate(link.db, scope, async (tx): Promise<Result<Standing | null, StepFault>> => {
    const steps = await readSteps(tx, order.gateId, agreement);
    const standing = negotiate(steps);
    if (standing === null && order.deed !== 'propose') return err('AP-NONE');
    const terms = order.terms ?? standing?.terms ?? null;
    if (terms === null || terms.gate !== order.gateId || !isAhead(terms, now)) return err('AP-INPUT');
    const deed = { deed: order.deed, by: link.own.country, terms };
    const chain = standing?.chain ?? [];
    if (!mayFollow(standing, deed) || chain.length >= MOST_STEPS) return err('AP-DONE');
    const last = chain.at(-1);
    const unsigned = {
      agreement,
      step: chain.length + 1,
      ...deed,
      previous: last === undefined ? null : hashSchema.parse(stepHash(last)),
      signedAt: instantIn(now, link.own.zone),
      keyId: key.keyId,
    };
    const signature = toBase64url(await key.sign(stepText(unsigned)));
    const step: Step = { ...unsigned, signature };
    await storeSteps(tx, order.gateId, [step], { at: now, by: order.by });
    return ok(negotiate([...steps, step]));
  });
  if (!taken.ok) return taken;
  if (taken.value === null) return err('AP-DONE');
  await say(link, [agreementSaying(order.gateId, agreement, taken.value)]);
  return ok(taken.value);
}

/** The whole negotiation as it is told. */
export const agreementSaying = (gateId: GateId, agreement: string, { chain }: Standing): Saying => ({
  topic: `${gateId} agreement ${agreement}`,
  content: { kind: 'agreement', said: { gate: gateSchema.parse(gateId), steps: [...chain] } },
  againMs: null,
});

const isAhead = ({ from, until }: Terms, now: number): boolean =>
  Date.parse(from) < Date.parse(until) && Date.parse(until) > now;
