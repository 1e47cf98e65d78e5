import type { Database, Transaction } from '@/db/client';
import { inGate, sqlState } from '@/db/client';
import {
  PUSH_MAX_BYTES,
  type PullResponse,
  type PushResponse,
  pullRequestSchema,
  pushRequestSchema,
} from '@/domain/sync/protocol';
import type { Clock } from '../clock';
import type { KeyRing } from '../keys/key-ring';
import { refreshLists } from '../keys/refresh-lists';
import { log } from '../log';
import type { DeviceRow } from './device-row';
import { type Claim, proveDevices } from './prove-device';
import { pull } from './pull';
import { answer, answerError, parseVersioned, readSigned, type SyncError } from './request';
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
    return timed(exchange, await takeInPush(exchange.db, { request: parsed.value, body: body.value, at }));
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
    return timed(
      exchange,
      await asDevice(exchange, claim, async (tx) => {
        await refreshLists(tx, ring, gateId, at);
        return pull(tx, { request: parsed.value, at });
      }),
    );
  });
}

/** One transaction for a device that proved itself; its row stays locked, so its requests follow each other. */
export async function asDevice<T>(
  { db }: Pick<Exchange, 'db'>,
  claim: Claim,
  work: (tx: Transaction, row: DeviceRow) => Promise<T>,
): Promise<Outcome<T>> {
  return inGate(db, { gateId: claim.gateId, actor: claim.device }, async (tx): Promise<Outcome<T>> => {
    const [proof] = await proveDevices(tx, claim.gateId, [claim]);
    if (proof?.kind === 'proved') return { kind: 'done', response: await work(tx, proof.row) };
    return proof ?? { kind: 'refused', error: 'device-unknown' };
  });
}

type Outcome<T> =
  | { readonly kind: 'done'; readonly response: T }
  | { readonly kind: 'refused'; readonly error: SyncError };

/** The answer leaves now: the fourth of the four timestamps is the tablet's own. */
const timed = ({ clock }: Exchange, outcome: Outcome<PushResponse | PullResponse>): Response =>
  outcome.kind === 'refused' ? answerError(outcome.error) : answer({ ...outcome.response, t2: clock.now() });

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
