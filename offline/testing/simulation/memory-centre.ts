import * as z from 'zod';
import { encodePass } from '@/domain/pass/encode-pass';
import { crossingIdSchema, type GateId, type PassId, passIdSchema } from '@/domain/shared/identity';
import { chainEvent, emptyTail } from '@/domain/sync/chain';
import { type EventDraft, hlcSchema } from '@/domain/sync/event';
import { pulledFor, pushedFor } from '@/domain/sync/older-clients';
import {
  PROTOCOL_FLOOR,
  PROTOCOL_VERSION,
  type PullRequest,
  type PushRequest,
  pullResponseSchema,
  pushResponseSchema,
} from '@/domain/sync/protocol';
import type { SyncError } from '@/server/exchange/request';
import { nextRevocationVersion } from '@/server/keys/refresh-lists';
import { unprovenOverrides } from '@/server/release/refused-approvals';
import { readReply } from '../../sync/read-reply';
import type { Reply } from '../../sync/transport';
import { deviceNo, eventNo } from '../samples';
import type { DeclareOrder, GateLook, PassLook, SimulatedCentre } from './centre';
import { centreEnvelope, claimsOf, declaredDraft, issuedDraft } from './centre-drafts';
import { copyOf, type DeviceState, emptyGate, epochNo, type GateState, type Gates } from './gate-state';
import type { SimulatedKeys } from './keys';
import { appendInMemory } from './memory-append';
import { currentLists, pullInMemory, refreshInMemory } from './memory-pull';
import { pushInMemory } from './memory-push';
import { asOlderReads } from './older-reader';

const NOTHING = z.never();
const CENTRE_DEVICES = 900;
const CENTRE_EVENTS = 900_000;

export type MemoryCentre = SimulatedCentre & { readonly gates: Gates };

/** The whole centre in maps, under the server's own rules. `gates` lies open, so that bugs can be planted. */
export function memoryCentre(
  gateIds: readonly GateId[],
  keys: SimulatedKeys,
  pageSize: number,
): MemoryCentre {
  const gates: Gates = new Map(
    gateIds.map((id, n) => [id, emptyGate(emptyTail(deviceNo(CENTRE_DEVICES + n)))]),
  );
  let copy: Gates | null = null;
  /** Ids are never given twice, not even by a centre that was set back. */
  let said = 0;
  let histories = 0;
  const gateOf = (gateId: GateId): GateState => {
    const gate = gates.get(gateId);
    if (gate === undefined) throw new Error(`no gate ${gateId}`);
    return gate;
  };

  function record(gateId: GateId, drafts: readonly EventDraft[], now: number): void {
    const gate = gateOf(gateId);
    const heard = gate.hlc === null ? null : hlcSchema.parse(gate.hlc);
    let tail = gate.centre;
    if (heard !== null && (tail.hlc === null || heard > tail.hlc)) tail = { ...tail, hlc: heard };
    const events = drafts.map((draft) => {
      said += 1;
      const stamp = { id: eventNo(CENTRE_EVENTS + said), wall: now, mono: said, boot: 'centre', offset: 0 };
      const link = chainEvent(tail, draft, stamp);
      tail = link.tail;
      return link.event;
    });
    gate.centre = tail;
    appendInMemory(gate, { gateId, events, recordedAt: now });
  }

  async function issue(order: DeclareOrder, drafts: readonly EventDraft[], now: number): Promise<void> {
    const { gateId, passId, crossingId } = order;
    const gate = gateOf(gateId);
    const last = gate.tokens.filter((token) => token.passId === passId).map((token) => token.revision);
    const claims = claimsOf(order, Math.max(-1, ...last) + 1, now);
    const issuer = keys.issuer();
    const token = await encodePass(claims, issuer.kid, issuer.sign);
    const { revision, notBefore, notAfter } = claims;
    gate.tokens.push({ gateId, passId, revision, crossingId, token, notBefore, notAfter });
    record(gateId, [...drafts, issuedDraft(order, claims)], now);
  }

  function answering<T>(
    request: PushRequest | PullRequest,
    isTold: boolean,
    work: (gate: GateState, row: DeviceState) => T,
  ): { readonly kind: 'done'; readonly value: T } | { readonly kind: 'error'; readonly error: SyncError } {
    if (request.protocol < PROTOCOL_FLOOR || request.protocol > PROTOCOL_VERSION)
      return { kind: 'error', error: 'needs-update' };
    const gate = gates.get(request.gateId);
    const row = gate?.devices.get(request.device);
    if (gate === undefined || row === undefined) return { kind: 'error', error: 'device-unknown' };
    if (row.revokedAt !== null && isTold) return { kind: 'error', error: 'device-revoked' };
    return { kind: 'done', value: work(gate, row) };
  }

  return {
    gates,
    enrol: async (gateId, device, agency) => {
      const row = { agency, revokedAt: null, ackSeq: 0, maxSeq: 0, headSeq: 0, lastSeenAt: null };
      const { devices } = gateOf(gateId);
      if (!devices.has(device)) devices.set(device, row);
    },
    push: async (request, now) => {
      // Nobody is on the list of approvers.
      const unapproved = await unprovenOverrides(request.events, []);
      const done = answering(request, false, (gate, row) =>
        pushInMemory(gate, row, request, now, unapproved),
      );
      if (done.kind === 'error') return refusal(done.error);
      return request.protocol === PROTOCOL_VERSION
        ? { kind: 'answer', value: done.value }
        : readByOlder(pushedFor(request.protocol, done.value), pushResponseSchema);
    },
    pull: async (request, now) => {
      const done = answering(request, true, async (gate) => {
        await refreshInMemory(gate, keys.ring, request.gateId, now);
        return pullInMemory(gate, request, now, pageSize);
      });
      if (done.kind === 'error') return refusal(done.error);
      return request.protocol === PROTOCOL_VERSION
        ? { kind: 'answer', value: await done.value }
        : readByOlder(pulledFor(request.protocol, await done.value), pullResponseSchema);
    },
    declare: (order, now) => issue(order, [declaredDraft(order)], now),
    reissue: (order, now) => issue(order, [], now),
    revoke: async (gateId, passId, now) => {
      const gate = gateOf(gateId);
      const known = gate.passes.get(passId);
      if (known === undefined || known.status === 'revoked') return;
      const versions = new Map(currentLists(gate).map((list) => [list.kind, list.version]));
      const lists = {
        keys: versions.get('trust-list') ?? 0,
        revocation: nextRevocationVersion(versions.get('revocation') ?? null, now),
        passes: 0,
      };
      const crossingId = crossingIdSchema.parse(known.crossingId);
      const envelope = centreEnvelope(gateId, { crossingId, passId, lists, actor: 'supervisor-1' });
      record(gateId, [{ ...envelope, direction: null, type: 'pass.revoked', body: { reason: 'lost' } }], now);
      await refreshInMemory(gate, keys.ring, gateId, now);
    },
    record: async (gateId, draft, now) => record(gateId, [draft], now),
    withdraw: async (gateId, device, now) => {
      const gate = gateOf(gateId);
      const row = gate.devices.get(device);
      if (row === undefined || row.revokedAt !== null) return;
      gate.devices.set(device, { ...row, revokedAt: now });
      gate.change += 1;
    },
    backUp: async () => {
      copy = new Map([...gates].map(([id, gate]) => [id, copyOf(gate)]));
    },
    restore: async (declared) => {
      if (declared) histories += 1;
      for (const [id, gate] of copy ?? []) {
        const back = copyOf(gate);
        gates.set(id, declared ? { ...back, epoch: epochNo(histories) } : back);
      }
    },
    look: async (gateId) => lookAt(gateOf(gateId)),
    durable: async (gateId, device, from, to) => {
      const gate = gateOf(gateId);
      const found = new Map<number, Set<string>>();
      for (let seq = from; seq <= to; seq += 1) {
        const hashes = gate.hashes.get(device)?.get(seq);
        if (hashes !== undefined) found.set(seq, new Set(hashes));
      }
      for (const row of gate.quarantine.values())
        if (row.device === device && row.seq >= from && row.seq <= to)
          found.set(row.seq, (found.get(row.seq) ?? new Set()).add('aside'));
      return found;
    },
    close: async () => undefined,
  };
}

const readByOlder = <S extends z.ZodType>(answer: object, schema: S): Reply<z.output<S>> => {
  const text = JSON.stringify(answer);
  return asOlderReads({ status: 200, contentType: 'application/json', retryAfter: null, text }, schema);
};

/** As the wire says it, through the tablet's own reader. */
function refusal<T>(error: SyncError): Reply<T> {
  const text = JSON.stringify({ error, protocol: PROTOCOL_VERSION });
  const status = error === 'retry-later' ? 503 : 400;
  const read = readReply({ status, contentType: 'application/json', retryAfter: null, text }, NOTHING);
  if (read.kind === 'answer') throw new Error('a refusal was read as an answer');
  return read;
}

function lookAt(gate: GateState): GateLook {
  const versions = new Map(currentLists(gate).map((list) => [list.kind, list.version]));
  return {
    position: gate.position,
    log: gate.log,
    quarantine: [...gate.quarantine.values()],
    devices: gate.devices,
    crossings: new Map([...gate.crossings].map(([id, row]) => [id, row.state])),
    passes: new Map(
      [...gate.passes.values()].map((row): [PassId, PassLook] => [
        passIdSchema.parse(row.passId),
        {
          crossingId: crossingIdSchema.parse(row.crossingId),
          revision: row.revision,
          status: row.status,
          token: row.token,
          endedAt: row.endedAt ?? null,
        },
      ]),
    ),
    incidents: [...gate.incidents.values()].map((row) => ({
      incident: row.incident,
      withdrawn: row.withdrawnAt !== null,
    })),
    lists: { keys: versions.get('trust-list') ?? 0, revocation: versions.get('revocation') ?? 0 },
  };
}
