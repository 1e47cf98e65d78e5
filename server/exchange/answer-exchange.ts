import type { Database, Transaction } from '@/db/client';
import { inGate, sqlState } from '@/db/client';
import {
  PUSH_MAX_BYTES,
  type PullResponse,
  pullRequestSchema,
  pushRequestSchema,
} from '@/domain/sync/protocol';
import type { Clock } from '../clock';
import type { KeyRing } from '../keys/key-ring';
import { refreshLists } from '../keys/refresh-lists';
import { log } from '../log';
import { type Claim, proveDevices } from './prove-device';
import { pull } from './pull';
import { answer, answerError, parseVersioned, readSigned } from './request';
import { takeInPush } from './take-in-pushes';

export type Exchange = {
  readonly db: Database;
  readonly ring: () => Promise<KeyRing>;
  readonly clock: Clock;
};

/** Beside the events, the request's own fields. */
export const PUSH_BODY_BYTES = PUSH_MAX_BYTES + 4096;
const PULL_BODY_BYTES = 4096;

/** POST /api/sync/push (docs/protocols/exchange.md). */
export async function answerPush(exchange: Exchange, request: Request): Promise<Response> {
  const at = exchange.clock.now();
  return guarded(async () => {
    const body = await readSigned(request, PUSH_BODY_BYTES);
    if (!body.ok) return answerError(body.error);
    const parsed = parseVersioned(body.value.text, pushRequestSchema);
    if (!parsed.ok) return answerError(parsed.error);
    const outcome = await takeInPush(exchange.db, { request: parsed.value, body: body.value, at });
    return outcome.kind === 'refused'
      ? answerError(outcome.error)
      : answer({ ...outcome.response, t2: exchange.clock.now() });
  });
}

/** POST /api/sync/pull. */
export async function answerPull(exchange: Exchange, request: Request): Promise<Response> {
  const at = exchange.clock.now();
  return guarded(async () => {
    const body = await readSigned(request, PULL_BODY_BYTES);
    if (!body.ok) return answerError(body.error);
    const parsed = parseVersioned(body.value.text, pullRequestSchema);
    if (!parsed.ok) return answerError(parsed.error);
    const { gateId, device } = parsed.value;
    const ring = await exchange.ring();
    return asDevice(exchange, { gateId, device, action: 'sync.pull', body: body.value }, async (tx) => {
      await refreshLists(tx, ring, gateId, at);
      const response: PullResponse = await pull(tx, { request: parsed.value, at });
      return response;
    });
  });
}

/** One transaction for a device that proved itself; its row stays locked, so its requests follow each other. */
async function asDevice(
  { db, clock }: Exchange,
  claim: Claim,
  work: (tx: Transaction) => Promise<PullResponse>,
): Promise<Response> {
  const outcome = await inGate(db, { gateId: claim.gateId, actor: claim.device }, async (tx) => {
    const [proof] = await proveDevices(tx, claim.gateId, [claim]);
    return proof?.kind === 'proved' ? ({ kind: 'done', response: await work(tx) } as const) : proof;
  });
  return outcome?.kind === 'done'
    ? answer({ ...outcome.response, t2: clock.now() })
    : answerError(outcome?.error ?? 'device-unknown');
}

/** Whatever goes wrong inside is "retry later" to a tablet: it keeps its events and comes again. */
export async function guarded(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    // A database error carries the statement's values: events, plates, passes (rule 16).
    const code = sqlState(error);
    log().error(
      code === null ? { err: error } : { code, constraint: brokenConstraint(error) },
      'exchange failed',
    );
    return answerError('retry-later');
  }
}

function brokenConstraint(error: unknown): string | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('constraint_name' in at && typeof at.constraint_name === 'string') return at.constraint_name;
  }
  return null;
}
