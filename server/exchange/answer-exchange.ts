import type { Database, Transaction } from '@/db/client';
import { inGate } from '@/db/client';
import { can } from '@/domain/access/can';
import type { DeviceId, GateId } from '@/domain/shared/identity';
import { agencySchema } from '@/domain/shared/vocabulary';
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
import { type DeviceRow, lockDevice } from './device-row';
import { pull } from './pull';
import { push } from './push';
import {
  answer,
  answerError,
  isSignedBy,
  parseVersioned,
  readSigned,
  type SignedText,
  type SyncError,
} from './request';

export type Exchange = {
  readonly db: Database;
  readonly ring: () => Promise<KeyRing>;
  readonly clock: Clock;
};

/** Beside the events, the request's own fields. */
const PUSH_BODY_BYTES = PUSH_MAX_BYTES + 4096;
const PULL_BODY_BYTES = 4096;

/** POST /api/sync/push (docs/protocols/exchange.md). */
export async function answerPush(exchange: Exchange, request: Request): Promise<Response> {
  const at = exchange.clock.now();
  return guarded(async () => {
    const body = await readSigned(request, PUSH_BODY_BYTES);
    if (!body.ok) return answerError(body.error);
    const parsed = parseVersioned(body.value.text, pushRequestSchema);
    if (!parsed.ok) return answerError(parsed.error);
    const { gateId, device } = parsed.value;
    const claim = { gateId, device, action: 'sync.push', body: body.value } as const;
    return timed(
      exchange,
      await asDevice(exchange, claim, (tx, row) => push(tx, { row, request: parsed.value, at })),
    );
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

type Claim = {
  readonly gateId: GateId;
  readonly device: DeviceId;
  readonly action: 'sync.push' | 'sync.pull' | 'sync.photo';
  readonly body: SignedText;
};

/** One transaction for a device that proved itself; its row stays locked, so its requests follow each other. */
export async function asDevice<T>(
  { db }: Pick<Exchange, 'db'>,
  { gateId, device, action, body }: Claim,
  work: (tx: Transaction, row: DeviceRow) => Promise<T>,
): Promise<ReturnType<typeof refusal> | { readonly kind: 'done'; readonly response: T }> {
  return inGate(db, { gateId, actor: device }, async (tx) => {
    const row = await lockDevice(tx, gateId, device);
    // A wrong signature and an unknown device answer alike: nobody learns which devices there are.
    if (row === null || !isSignedBy(row.publicKey, body)) return refusal('device-unknown');
    if (row.revokedAt !== null) return refusal('device-revoked');
    const actor = { kind: 'device', id: device, gateId, agency: agencySchema.parse(row.agency) } as const;
    const subject = { gateId, device, agency: actor.agency, firmId: null };
    if (!can(actor, action, subject)) return refusal('device-unknown');
    return { kind: 'done', response: await work(tx, row) } as const;
  });
}

/** The answer leaves now: the fourth of the four timestamps is the tablet's own. */
const timed = (
  { clock }: Exchange,
  outcome: Awaited<ReturnType<typeof asDevice<PushResponse | PullResponse>>>,
): Response =>
  outcome.kind === 'refused' ? answerError(outcome.error) : answer({ ...outcome.response, t2: clock.now() });

const refusal = (error: SyncError) => ({ kind: 'refused', error }) as const;

/** Whatever goes wrong inside is "retry later" to a tablet: it keeps its events and comes again. */
export async function guarded(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    log().error({ err: error }, 'exchange failed');
    return answerError('retry-later');
  }
}
