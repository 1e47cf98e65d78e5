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
import { EVENTS_PER_BATCH, type Plan, type Post, type Team, VEHICLES_PER_BATCH, type Vehicle } from './plan';

export type Batch = {
  readonly device: string;
  readonly body: Buffer;
  readonly signature: string;
  /** Number of its last event. */
  readonly last: number;
};

const BETWEEN_VEHICLES_MS = 20_000;
const BETWEEN_POSTS_MS = (VEHICLES_PER_BATCH + 10) * BETWEEN_VEHICLES_MS;
/** A second officer's tablet reads the same pass again: what becomes a double use. */
const SLIP_EVERY = 400;

/** Every batch of every tablet, by round: chained, hashed and signed beforehand. */
export async function writeBatches(plan: Plan): Promise<readonly (readonly Batch[])[]> {
  const rounds: Batch[][] = Array.from({ length: plan.rounds }, () => []);
  for (const team of plan.teams) {
    for (const [at, post] of team.posts.entries()) {
      for (const [round, batch] of (await tabletBatches(plan, team, post, at)).entries())
        rounds[round]?.push(batch);
    }
  }
  for (const batches of rounds) shuffle(batches, plan.chance);
  return rounds;
}

async function tabletBatches(plan: Plan, team: Team, post: Post, at: number): Promise<readonly Batch[]> {
  const key = signingKey(post.key);
  const device = deviceIdSchema.parse(post.device);
  const boot = randomUUID();
  let tail: ChainTail = emptyTail(device);
  let written = 0;
  const write = (draft: EventDraft, wall: number): GateEvent => {
    const id = eventIdSchema.parse(uuidv7({ msecs: wall }));
    const link = chainEvent(tail, draft, { id, wall, mono: (wall - plan.begun) % 1e8, boot, offset: 12.5 });
    tail = link.tail;
    return link.event;
  };
  const batches: Batch[] = [];
  for (let round = 0; round < plan.rounds; round += 1) {
    const from = tail.seq + 1;
    const vehicles = team.vehicles.slice(round * VEHICLES_PER_BATCH, (round + 1) * VEHICLES_PER_BATCH);
    const begun = plan.begun + (round * team.posts.length + at) * BETWEEN_POSTS_MS;
    const events = vehicles.flatMap((vehicle, n) => {
      const wall = begun + n * BETWEEN_VEHICLES_MS;
      written += 1;
      const slip = post.usesPass && written % SLIP_EVERY === 0;
      return [
        write(scan(team, post, vehicle), wall),
        write(slip ? scan(team, post, vehicle) : tick(team, post, vehicle), wall + 4000),
      ];
    });
    const request: PushRequest = {
      protocol: PROTOCOL_VERSION,
      device,
      gateId: gateIdSchema.parse(team.gateId),
      from,
      events,
      head: tail.hash,
      headSeq: tail.seq,
      t0: Date.now(),
      epoch: null,
      condition: null,
    };
    if (events.length !== EVENTS_PER_BATCH) throw new Error(`a batch of ${events.length} events`);
    const body = Buffer.from(JSON.stringify(request));
    const hash = createHash('sha256').update(body).digest('hex');
    const signature = await key.sign(new TextEncoder().encode(`POST /api/sync/push\n${hash}`));
    batches.push({ device, body, signature: toBase64url(signature), last: tail.seq });
  }
  return batches;
}

const envelope = (team: Team, post: Post, vehicle: Vehicle) => ({
  gateId: gateIdSchema.parse(team.gateId),
  actor: '01980001-0000-7000-8000-0000000000aa',
  agency: agencySchema.parse(post.agency),
  shift: '01980001-0000-7000-8000-0000000000bb',
  crossingId: crossingIdSchema.parse(vehicle.crossingId),
  passId: passIdSchema.parse(vehicle.passId),
  step: stepIdSchema.parse(post.step),
  direction: 'export' as const,
  sealed: null,
});

const scan = (team: Team, post: Post, vehicle: Vehicle): EventDraft => ({
  ...envelope(team, post, vehicle),
  type: 'pass.scanned',
  body: { revision: 0, source: 'camera', confirmation: 'local' },
  verdict: 'proceed',
  codes: ['AD-OK'],
  lists: { keys: 1, revocation: 1, passes: 120 },
});

const tick = (team: Team, post: Post, vehicle: Vehicle): EventDraft => ({
  ...envelope(team, post, vehicle),
  type: 'step.confirmed',
  body: { note: null },
  verdict: null,
  codes: [],
  lists: null,
});

/** Tablets come in any order; the same for the same plan (a linear congruential generator, Numerical Recipes'). */
function shuffle(batches: Batch[], seed: number): void {
  let state = seed >>> 0;
  for (let at = batches.length - 1; at > 0; at -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (at + 1));
    const [a, b] = [batches[at], batches[other]];
    if (a !== undefined && b !== undefined) [batches[at], batches[other]] = [b, a];
  }
}
