import { randomBytes, randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import type { GateId } from '@/domain/shared/identity';
import type { Agency } from '@/domain/shared/vocabulary';
import type { PullResponse } from '@/domain/sync/protocol';
import { memoryStore } from '@/offline/store/memory-store';
import { fetchTransport } from '@/offline/sync/fetch-transport';
import type { Transport } from '@/offline/sync/transport';
import { createTablet, type Tablet } from '@/offline/tablet';
import { signAsDevice } from '@/offline/unlock/device-key';
import { enrolTablet } from '@/offline/unlock/enrol-tablet';

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
  /** Stands between the tablet and its line: a proof looks at what goes over it. */
  readonly through?: (line: Transport) => Transport;
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
  const { origin, name, gateId, checkpoint, agency } = order;
  const store = memoryStore();
  const enrolled = await enrolTablet(
    { name, gateId, checkpoint, agency, passphrase: randomUUID() },
    {
      store,
      origin,
      fetch: (url, given) =>
        fetch(url, { ...given, headers: { ...given?.headers, cookie: order.cookie, origin } }),
      random,
      wall: clock.wall,
      iterations: PLAYED_ITERATIONS,
    },
  );
  if (enrolled.kind !== 'enrolled') throw new Error(`${name}: the enrolment ended as ${enrolled.kind}`);
  const { enrolment, vault, officer } = enrolled;
  const through = order.through ?? ((plain: Transport) => plain);
  const straight = fetchTransport({
    origin,
    sign: async (message) => {
      const key = await store.read('deviceKey');
      if (key === null) throw new Error(`${name}: no device key`);
      return signAsDevice(key, message);
    },
  });
  const line = through(straight);
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
    officer,
    shift: v7(),
    transport,
    clock,
    random,
    lane: LANE,
  });
  return {
    name,
    agency,
    tablet,
    offlineUntil: 0,
    dirty: false,
    turn: Promise.resolve(),
  };
}
