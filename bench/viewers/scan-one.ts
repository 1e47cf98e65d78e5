import { createHash, randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { toBase64url } from '@/domain/shared/base64url';
import {
  crossingIdSchema,
  deviceIdSchema,
  eventIdSchema,
  gateIdSchema,
  passIdSchema,
  stepIdSchema,
} from '@/domain/shared/identity';
import { agencySchema } from '@/domain/shared/vocabulary';
import { type ChainTail, chainEvent, emptyTail } from '@/domain/sync/chain';
import type { EventDraft, GateEvent } from '@/domain/sync/event';
import { PROTOCOL_VERSION, type PushRequest } from '@/domain/sync/protocol';
import { signingKey } from '@/server/keys/ed25519';
import type { Post, Vehicle } from '../gate-load/plan';
import type { SentScan } from './watch-plan';

/**
 * A tablet that sends each scan and tick at once, as one with a network does.
 * @returns scans one vehicle and waits for the centre's word; throws when it was not accepted
 */
export function tabletAt(origin: string, gate: string, post: Post): (vehicle: Vehicle) => Promise<SentScan> {
  const key = signingKey(post.key);
  const device = deviceIdSchema.parse(post.device);
  const gateId = gateIdSchema.parse(gate);
  const boot = randomUUID();
  let tail: ChainTail = emptyTail(device);
  const write = (draft: EventDraft): GateEvent => {
    const wall = Date.now();
    const id = eventIdSchema.parse(uuidv7({ msecs: wall }));
    const link = chainEvent(tail, draft, { id, wall, mono: Math.round(performance.now()), boot, offset: 0 });
    tail = link.tail;
    return link.event;
  };
  return async (vehicle) => {
    const envelope = {
      gateId,
      actor: '01980001-0000-7000-8000-0000000000aa',
      agency: agencySchema.parse(post.agency),
      shift: '01980001-0000-7000-8000-0000000000bb',
      crossingId: crossingIdSchema.parse(vehicle.crossingId),
      passId: passIdSchema.parse(vehicle.passId),
      step: stepIdSchema.parse(post.step),
      direction: 'export' as const,
      sealed: null,
    };
    const from = tail.seq + 1;
    const events = [
      write({
        ...envelope,
        type: 'pass.scanned',
        body: { revision: 0, source: 'camera', confirmation: 'local' },
        verdict: 'proceed',
        codes: ['AD-OK'],
        lists: { keys: 1, revocation: 1, passes: 120 },
      }),
      write({
        ...envelope,
        type: 'step.confirmed',
        body: { note: null },
        verdict: null,
        codes: [],
        lists: null,
      }),
    ];
    const request: PushRequest = {
      protocol: PROTOCOL_VERSION,
      device,
      gateId,
      from,
      events,
      head: tail.hash,
      headSeq: tail.seq,
      t0: Date.now(),
      epoch: null,
      condition: null,
    };
    const body = JSON.stringify(request);
    const hash = createHash('sha256').update(body).digest('hex');
    const signature = await key.sign(new TextEncoder().encode(`POST /api/sync/push\n${hash}`));
    const sentAt = Date.now();
    const answer = await fetch(`${origin}/api/sync/push`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-gate-signature': toBase64url(signature) },
      body,
    });
    const said = (await answer.json()) as { ackSeq?: number; verdicts?: readonly { kind: string }[] };
    const acceptedAt = Date.now();
    const applied = said.verdicts?.filter(({ kind }) => kind === 'applied').length;
    if (answer.status !== 200 || said.ackSeq !== tail.seq || applied !== events.length)
      throw new Error(`a scan was not accepted: ${answer.status} ${JSON.stringify(said).slice(0, 200)}`);
    return { sentAt, acceptedAt };
  };
}
