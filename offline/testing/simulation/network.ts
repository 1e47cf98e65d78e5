import type { GateId } from '@/domain/shared/identity';
import { incidentId } from '@/domain/sync/incident-id';
import {
  type PullRequest,
  type PullResponse,
  type PushRequest,
  type PushResponse,
  pushResponseSchema,
} from '@/domain/sync/protocol';
import { readReply } from '../../sync/read-reply';
import { failed, type Reply, type Transport } from '../../sync/transport';
import { placeOf } from './ledger';
import type { SimulatedTablet } from './simulated-tablet';
import type { World } from './world';

/** What the network does to one tablet's requests from now on. */
export const WEATHERS = ['fair', 'rough', 'down', 'requests-lost', 'answers-lost', 'portal', 'busy'] as const;
/** `calm`: when all is over; nothing at all is lost. */
export type Weather = (typeof WEATHERS)[number] | 'calm';

/** A request that still wanders about: it was sent, nobody waits for its answer any more. */
export type Mail = { readonly dueAt: number; readonly request: PushRequest };

const DAY = 86_400_000;
const LONGEST_DELAY_MS = 14 * DAY;
const FATES = [
  'through',
  'request-lost',
  'answer-lost',
  'twice',
  'copied-late',
  'late',
  'node-dies-before',
  'node-dies-after',
] as const;

type Fate = (typeof FATES)[number] | 'portal' | 'busy';

function fateOf({ weather }: SimulatedTablet, { dice }: World): Fate {
  switch (weather) {
    case 'calm':
      return 'through';
    case 'fair':
      return dice.happens(0.95) ? 'through' : dice.pick(FATES);
    case 'rough':
      return dice.pick(FATES);
    case 'down':
    case 'requests-lost':
      return 'request-lost';
    case 'answers-lost':
      return 'answer-lost';
    case 'portal':
    case 'busy':
      return weather;
  }
}

/** The hotel's login page, read as the tablet reads it. */
const portal = () =>
  readReply(
    { status: 200, contentType: 'text/html', retryAfter: null, text: '<html>Welcome</html>' },
    pushResponseSchema,
  );
const busy = () =>
  readReply({ status: 503, contentType: 'text/plain', retryAfter: '5', text: 'later' }, pushResponseSchema);

/** One tab's line to the centre. Every answer that comes through has gone the whole way; nothing is made up. */
export function lineOf(world: World, tablet: SimulatedTablet): Transport {
  const { ledger, dice } = world;

  async function carry<Q, R>(
    request: Q,
    send: (request: Q) => Promise<Reply<R>>,
    post: (() => void) | null,
  ): Promise<Reply<R>> {
    const fate = fateOf(tablet, world);
    if (tablet.weather !== 'fair') ledger.count(`weather: ${tablet.weather}`);
    if (fate !== 'through') ledger.count(`request: ${fate}`);
    switch (fate) {
      case 'through':
        return send(request);
      case 'request-lost':
      case 'node-dies-before':
        return failed({ kind: 'unreachable' });
      case 'late':
        post?.();
        return failed({ kind: 'unreachable' });
      case 'answer-lost':
      case 'node-dies-after':
        await send(request);
        return failed({ kind: 'unreachable' });
      case 'twice':
        await send(request);
        return send(request);
      case 'copied-late':
        post?.();
        return send(request);
      case 'portal':
      case 'busy': {
        const answer = fate === 'portal' ? portal() : busy();
        return answer.kind === 'failed' ? answer : failed({ kind: 'not-the-centre' });
      }
    }
  }

  /** One of the two nodes, each with a clock of its own. */
  const nodeNow = () => {
    const node = dice.pick(world.nodes);
    ledger.count(`node ${world.nodes.indexOf(node) + 1}`);
    return node.up ? world.now + node.skewMs : null;
  };

  return {
    push: (request) => {
      const spoken = { ...request, protocol: tablet.protocol };
      return carry(
        spoken,
        async (sent) => {
          const at = nodeNow();
          return at === null ? failed({ kind: 'unreachable' }) : deliver(world, sent, at);
        },
        () => void world.mail.push({ dueAt: world.now + delay(dice.next()), request: onTheWire(spoken) }),
      );
    },
    pull: (request) =>
      carry(
        { ...request, protocol: tablet.protocol },
        async (sent: PullRequest) => {
          const at = nodeNow();
          if (at === null) return failed({ kind: 'unreachable' });
          const wasOut = tablet.withdrawn;
          const reply = await world.centre.pull(sent, at);
          if (reply.kind === 'failed') ledger.count(`told: ${reply.failure.kind}`);
          else if (wasOut && tablet.withdrawn)
            ledger.fail('withdrawn-stays-out', `${tablet.device} is withdrawn, and was told the news`);
          return reply.kind === 'answer'
            ? { ...reply, value: withStaleLists(world, tablet.gateId, reply.value) }
            : reply;
        },
        null,
      ),
  };
}

/** Most mail comes within the hour, some after a fortnight. */
const delay = (chance: number): number => Math.round(LONGEST_DELAY_MS * chance ** 6);

const onTheWire = (request: PushRequest): PushRequest => JSON.parse(JSON.stringify(request)) as PushRequest;

/** A push arrives at the centre, now or long after; what then truly rests there is written into the ledger. */
export async function deliver(world: World, request: PushRequest, at: number): Promise<Reply<PushResponse>> {
  const { ledger, centre } = world;
  const sent = onTheWire(request);
  const reply = await centre.push(sent, at);
  const { gateId, device, from, events } = sent;
  const reach = from + Math.max(events.length, 1) * 2;
  const rests = await (world.trueCentre ?? centre).durable(gateId, device, from, reach);
  for (const [seq, hashes] of rests) ledger.rests(placeOf(device, seq), hashes);
  if (reply.kind === 'answer') {
    for (const verdict of reply.value.verdicts) ledger.count(`verdict: ${verdict.kind}`);
    await checkTold(world, sent, reply.value);
    world.sent.push(sent);
    if (world.sent.length > SENT_KEPT) world.sent.shift();
  } else ledger.count(`told: ${reply.failure.kind}`);
  return reply;
}
const SENT_KEPT = 40;

/** Invariants 3 and 4 at the moment itself: what the answer shows of a hole or a fork is an open incident by then. */
async function checkTold(world: World, { gateId, device }: PushRequest, answer: PushResponse): Promise<void> {
  const last = Math.max(0, ...answer.verdicts.map((verdict) => verdict.seq));
  const forked = answer.verdicts.some((verdict) => verdict.kind === 'fork');
  if (last <= answer.ackSeq && !forked) return;
  const { incidents } = await world.centre.look(gateId);
  const gap = incidentId('sequence-gap', device, answer.ackSeq + 1);
  if (last > answer.ackSeq) {
    world.ledger.count('hole seen');
    if (!incidents.some(({ incident, withdrawn }) => incident.id === gap && !withdrawn))
      world.ledger.fail('holes-are-told', `${device} misses ${answer.ackSeq + 1}, and nobody was told`);
  }
  if (
    forked &&
    !incidents.some(({ incident }) => incident.kind === 'fork' && incident.devices.includes(device))
  )
    world.ledger.fail('forks-keep-both', `${device} wrote a number twice, and nobody was told`);
}

/** A cache between tablet and centre hands out signed lists of yesterday beside the present ones. */
function withStaleLists(world: World, gateId: GateId, answer: PullResponse): PullResponse {
  const { lists } = answer.pages;
  if (lists.upserts.length === 0) return answer;
  const stale = lists.upserts.flatMap((list) => {
    const key = `${gateId} ${list.kind}`;
    const first = world.firstLists.get(key);
    if (first === undefined) world.firstLists.set(key, list);
    return first !== undefined && first.version < list.version ? [first] : [];
  });
  if (!world.staleLists || stale.length === 0) return answer;
  world.ledger.count('older signed list offered');
  return {
    ...answer,
    pages: { ...answer.pages, lists: { ...lists, upserts: [...lists.upserts, ...stale] } },
  };
}
