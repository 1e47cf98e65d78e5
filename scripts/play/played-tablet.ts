import { randomBytes, randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { deviceIdSchema, type GateId } from '@/domain/shared/identity';
import type { Agency } from '@/domain/shared/vocabulary';
import {
  type EnrolRequest,
  enrolResponseSchema,
  PROTOCOL_VERSION,
  type PullResponse,
} from '@/domain/sync/protocol';
import { memoryStore } from '@/offline/store/memory-store';
import { fetchTransport } from '@/offline/sync/fetch-transport';
import type { Transport } from '@/offline/sync/transport';
import { createTablet, type Tablet } from '@/offline/tablet';
import { createDeviceKey, signAsDevice } from '@/offline/unlock/device-key';
import { createVault } from '@/offline/unlock/vault';

/** A tablet of the play: the same code as in a browser, its store in memory, its network cut when the play says so. */
export type PlayedTablet = {
  readonly name: string;
  readonly agency: Agency;
  readonly tablet: Tablet;
  /** Minute of the played day until which it has no network. */
  offlineUntil: number;
  /** Written since the last exchange. */
  dirty: boolean;
  /** One thing at a time: an officer has two hands. */
  turn: Promise<unknown>;
};

export type EnrolOrder = {
  readonly origin: string;
  /** Session of the gate's supervisor. */
  readonly cookie: string;
  readonly gateId: GateId;
  readonly agency: Agency;
  readonly checkpoint: string;
  readonly name: string;
  readonly onPull: (answer: PullResponse) => void;
};

const random = (length: number): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(length);
  bytes.set(randomBytes(length));
  return bytes;
};
/** Nobody will steal a store that rests in this process's memory. */
const PLAYED_ITERATIONS = 1;
/** Anywhere at the gate, both directions: the next step of its agency is meant. */
const LANE = { direction: 'both', post: null } as const;
const boot = randomUUID();
const clock = { wall: () => Date.now(), mono: () => performance.now(), boot };

/**
 * Enrols over the real HTTP interface and opens a shift.
 * @throws Error with the centre's answer when it refuses
 */
export async function enrolPlayedTablet(order: EnrolOrder): Promise<PlayedTablet> {
  const key = await createDeviceKey();
  const device = deviceIdSchema.parse(v7());
  const request: EnrolRequest = {
    protocol: PROTOCOL_VERSION,
    device,
    name: order.name,
    gateId: order.gateId,
    checkpoint: order.checkpoint,
    agency: order.agency,
    publicKey: key.publicKey,
  };
  const response = await fetch(`${order.origin}/api/sync/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: order.cookie, origin: order.origin },
    body: JSON.stringify(request),
  });
  if (!response.ok)
    throw new Error(`${order.name}: enrolment answered ${response.status} ${await response.text()}`);
  const enrolled = enrolResponseSchema.parse(await response.json());
  const enrolment = {
    device,
    gateId: order.gateId,
    checkpoint: order.checkpoint,
    agency: order.agency,
    deviceName: order.name,
    roots: enrolled.roots,
    sealingKey: enrolled.sealingKey,
  };
  const { record, vault } = await createVault(randomUUID(), random, PLAYED_ITERATIONS);
  const store = memoryStore();
  await store.enrol({
    enrolment,
    vault: record,
    guard: { failures: 0, waitUntil: 0 },
    officer: await vault.seal(enrolled.officer),
    deviceKey: key.privateKey,
    lane: LANE,
  });
  const line = fetchTransport({
    origin: order.origin,
    sign: (message) => signAsDevice(key.privateKey, message),
  });
  const transport: Transport = {
    push: line.push,
    pull: async (asked) => {
      const reply = await line.pull(asked);
      if (reply.kind === 'answer') order.onPull(reply.value);
      return reply;
    },
  };
  const tablet = createTablet({
    store,
    enrolment,
    vault,
    officer: enrolled.officer,
    shift: v7(),
    transport,
    clock,
    random,
    lane: LANE,
  });
  return {
    name: order.name,
    agency: order.agency,
    tablet,
    offlineUntil: 0,
    dirty: false,
    turn: Promise.resolve(),
  };
}
