import type { Database, Transaction } from '@/db/client';
import { inGate } from '@/db/client';
import { can } from '@/domain/access/can';
import type { DeviceId, GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import { agencySchema } from '@/domain/shared/vocabulary';
import { pulledFor, pushedFor } from '@/domain/sync/older-clients';
import { PUSH_MAX_BYTES, pullRequestSchema, pushRequestSchema } from '@/domain/sync/protocol';
import type { Clock } from '../clock';
import type { KeyRing } from '../keys/key-ring';
import { refreshLists } from '../keys/refresh-lists';
import { log } from '../log';
import { ensureHead } from '../log/gate-head';
import { type DeviceRow, lockDevice } from './device-row';
import { standingOf } from './device-standing';
import { pull } from './pull';
import { push } from './push';
import {
  answer,
  answerError,
  answerPacked,
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
    const outcome = await asDevice(exchange, claim, async (tx, row) => {
      const pushed = await push(tx, { row, request: parsed.value, at });
      const { epoch } = await ensureHead(tx, gateId);
      return { ...pushed, epoch, standing: standingOf(row), t2: exchange.clock.now() };
    });
    return outcome.ok ? answer(pushedFor(parsed.value.protocol, outcome.value)) : answerError(outcome.error);
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

type Claim = {
  readonly gateId: GateId;
  readonly device: DeviceId;
  readonly action: 'sync.push' | 'sync.pull' | 'sync.wake' | 'sync.photo';
  readonly body: SignedText;
};

/** What a withdrawn tablet may still do. */
const BRINGS_FACTS: ReadonlySet<Claim['action']> = new Set(['sync.push', 'sync.photo']);

/** One transaction for a device that proved itself; its row stays locked, so its requests follow each other. */
export async function asDevice<T>(
  { db }: Pick<Exchange, 'db'>,
  { gateId, device, action, body }: Claim,
  work: (tx: Transaction, row: DeviceRow) => Promise<T>,
): Promise<Result<T, SyncError>> {
  return inGate(db, { gateId, actor: device }, async (tx): Promise<Result<T, SyncError>> => {
    const row = await lockDevice(tx, gateId, device);
    // A wrong signature and an unknown device answer alike: nobody learns which devices there are.
    if (row === null || !isSignedBy(row.publicKey, body)) return err('device-unknown');
    // What a withdrawn tablet recorded is a fact like any other (rule 14); it is only told nothing any more.
    if (row.revokedAt !== null && !BRINGS_FACTS.has(action)) return err('device-revoked');
    const actor = { kind: 'device', id: device, gateId, agency: agencySchema.parse(row.agency) } as const;
    const subject = { gateId, device, agency: actor.agency, firmId: null };
    if (!can(actor, action, subject)) return err('device-unknown');
    return ok(await work(tx, row));
  });
}

/** Whatever goes wrong inside is "retry later" to a tablet: it keeps its events and comes again. */
export async function guarded(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    log().error({ err: error }, 'exchange failed');
    return answerError('retry-later');
  }
}
