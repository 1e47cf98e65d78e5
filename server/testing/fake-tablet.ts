import { createHash, randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Database } from '@/db/client';
import { inGate } from '@/db/client';
import { device } from '@/db/schema/device';
import { toBase64url } from '@/domain/shared/base64url';
import {
  type CrossingId,
  type DeviceId,
  deviceIdSchema,
  eventIdSchema,
  type GateId,
  type PassId,
  stepIdSchema,
} from '@/domain/shared/identity';
import type { Agency } from '@/domain/shared/vocabulary';
import { type ChainTail, chainEvent, emptyTail } from '@/domain/sync/chain';
import type { EventDraft, GateEvent } from '@/domain/sync/event';
import {
  PROTOCOL_VERSION,
  type PullRequest,
  type PullResponse,
  type PushRequest,
  type PushResponse,
  pullResponseSchema,
  pushResponseSchema,
  SIGNATURE_HEADER,
} from '@/domain/sync/protocol';
import { answerPull, answerPush, type Exchange } from '../exchange/answer-exchange';
import { makeEd25519, signingKey } from '../keys/ed25519';

/** A tablet as the exchange sees it: writes a chain, signs its requests. Its clock is set by the test. */
export class FakeTablet {
  readonly id: DeviceId = deviceIdSchema.parse(uuidv7());
  readonly boot = randomUUID();
  readonly events: GateEvent[] = [];
  wall: number;
  cursors = { passes: 0, events: 0, lists: 0, processes: 0, incidents: 0 };
  /** As last told by a pull. */
  epoch: string | null = null;
  readonly #key = signingKey(makeEd25519());
  #tail: ChainTail = emptyTail(this.id);

  readonly gateId: GateId;
  readonly agency: Agency;

  constructor(gateId: GateId, agency: Agency, wall: number) {
    this.gateId = gateId;
    this.agency = agency;
    this.wall = wall;
  }

  async enrol(db: Database): Promise<this> {
    await inGate(db, { gateId: this.gateId, actor: null }, (tx) =>
      tx.insert(device).values({
        gateId: this.gateId,
        deviceId: this.id,
        kind: 'tablet',
        name: `${this.agency} tablet`,
        checkpoint: 'gate',
        agency: this.agency,
        publicKey: toBase64url(this.#key.publicKey),
        enrolledBy: 'officer',
        enrolledAt: this.wall,
      }),
    );
    return this;
  }

  get tail(): ChainTail {
    return this.#tail;
  }

  /** Sets the log back, as after a restored disk: what is written next forks. */
  rollBack(to: ChainTail): void {
    this.#tail = to;
  }

  write(draft: EventDraft): GateEvent {
    this.wall += 1000;
    const link = chainEvent(this.#tail, draft, {
      id: eventIdSchema.parse(uuidv7()),
      wall: this.wall,
      mono: this.wall % 1_000_000,
      boot: this.boot,
      offset: 0,
    });
    this.#tail = link.tail;
    this.events.push(link.event);
    return link.event;
  }

  confirm(crossingId: CrossingId, step: string, over: Partial<EventDraft> = {}): GateEvent {
    return this.write({
      ...this.envelope(crossingId),
      type: 'step.confirmed',
      body: { note: null },
      step: stepIdSchema.parse(step),
      ...over,
    } as EventDraft);
  }

  scan(crossingId: CrossingId, passId: PassId, over: Partial<EventDraft> = {}): GateEvent {
    return this.write({
      ...this.envelope(crossingId),
      type: 'pass.scanned',
      body: { revision: 0, source: 'camera', confirmation: 'local' },
      passId,
      verdict: 'proceed',
      codes: ['AD-OK'],
      ...over,
    } as EventDraft);
  }

  envelope(crossingId: CrossingId | null): Omit<EventDraft, 'type' | 'body'> {
    return {
      gateId: this.gateId,
      actor: 'officer-1',
      agency: this.agency,
      shift: 'shift-1',
      crossingId,
      passId: null,
      step: null,
      direction: null,
      verdict: null,
      codes: [],
      lists: { keys: 1, revocation: 1, passes: 1 },
      sealed: null,
    };
  }

  pushRequest(events: readonly unknown[], from: number): PushRequest {
    return {
      protocol: PROTOCOL_VERSION,
      device: this.id,
      gateId: this.gateId,
      from,
      events: [...events],
      head: this.#tail.hash,
      headSeq: this.#tail.seq,
      t0: this.wall,
      epoch: this.epoch,
      condition: null,
    };
  }

  async request(path: string, body: unknown, over: { signature?: string } = {}): Promise<Request> {
    const text = JSON.stringify(body);
    const signed = `POST ${path}\n${createHash('sha256').update(text).digest('hex')}`;
    const signature = toBase64url(await this.#key.sign(new TextEncoder().encode(signed)));
    return new Request(`http://gate.test${path}`, {
      method: 'POST',
      body: text,
      headers: { 'content-type': 'application/json', [SIGNATURE_HEADER]: over.signature ?? signature },
    });
  }

  /** @throws unless the answer is 200 */
  async push(exchange: Exchange, events: readonly unknown[] = this.events, from = 1): Promise<PushResponse> {
    const request = await this.request('/api/sync/push', this.pushRequest(events, from));
    const response = await answerPush(exchange, request);
    if (response.status !== 200) throw new Error(`push: ${response.status} ${await response.text()}`);
    return pushResponseSchema.parse(await response.json());
  }

  /** One page of every stream; moves the cursors. */
  /** `said`: what another app, or one that knows more, says besides. */
  async pull(
    exchange: Exchange,
    said: Partial<Pick<PullRequest, 'protocol' | 'gates'>> = {},
  ): Promise<PullResponse> {
    const { gateId, cursors, epoch } = this;
    const body = {
      protocol: PROTOCOL_VERSION,
      device: this.id,
      gateId,
      cursors,
      t0: this.wall,
      epoch,
      ...said,
    };
    const response = await answerPull(exchange, await this.request('/api/sync/pull', body));
    if (response.status !== 200) throw new Error(`pull: ${response.status} ${await response.text()}`);
    const pulled = pullResponseSchema.parse(await response.json());
    const { pages } = pulled;
    this.epoch = pulled.epoch;
    this.cursors = {
      passes: pages.passes.next,
      events: pages.events.next,
      lists: pages.lists.next,
      processes: pages.processes.next,
      incidents: pages.incidents.next,
    };
    return pulled;
  }
}
