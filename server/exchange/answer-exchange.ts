import type { Database, Transaction } from '@/db/client';
import { inGate, sqlState } from '@/db/client';
import { err, ok, type Result } from '@/domain/shared/result';
import { pulledFor, pushedFor } from '@/domain/sync/older-clients';
import { PUSH_MAX_BYTES, pullRequestSchema, pushRequestSchema } from '@/domain/sync/protocol';
import type { Clock } from '../clock';
import type { KeyRing } from '../keys/key-ring';
import { refreshLists } from '../keys/refresh-lists';
import { log } from '../log';
import { type Claim, proveDevices } from './prove-device';
import { pull } from './pull';
import { answer, answerError, answerPacked, parseVersioned, readSigned, type SyncError } from './request';
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
    const { protocol } = parsed.value;
    const taken = await takeInPush(exchange.db, { request: parsed.value, body: body.value, at });
    if (taken.kind === 'refused') return answerError(taken.error);
    // The answer leaves now: the fourth of the four timestamps is the tablet's own.
    return answer(pushedFor(protocol, { ...taken.response, t2: exchange.clock.now() }));
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
    const claim = { gateId, device, action: 'sync.pull', body: body.value } as const;
    const outcome = await asDevice(exchange, claim, async (tx) => {
      await refreshLists(tx, ring, gateId, at);
      return { ...(await pull(tx, { request: parsed.value, at })), t2: exchange.clock.now() };
    });
    if (!outcome.ok) return answerError(outcome.error);
    const pulled = pulledFor(parsed.value.protocol, outcome.value);
    return answerPacked(pulled, request.headers.get('accept-encoding'));
  });
}

/** One transaction for a device that proved itself; its row stays locked, so its requests follow each other. */
export async function asDevice<T>(
  { db }: Pick<Exchange, 'db'>,
  claim: Claim,
  work: (tx: Transaction) => Promise<T>,
): Promise<Result<T, SyncError>> {
  const { gateId, device } = claim;
  return inGate(db, { gateId, actor: device }, async (tx): Promise<Result<T, SyncError>> => {
    const [proof] = await proveDevices(tx, gateId, [claim]);
    if (proof?.kind === 'proved') return ok(await work(tx));
    return err(proof?.error ?? 'device-unknown');
  });
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
