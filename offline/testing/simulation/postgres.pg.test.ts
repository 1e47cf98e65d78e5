import { expect, test } from 'vitest';
import { testDatabase } from '@/db/testing/test-database';
import type { GateId } from '@/domain/shared/identity';
import { canonicalJson } from '@/domain/sync/canonical-json';
import { PULL_PAGE_SIZE } from '@/domain/sync/protocol';
import type { GateLook } from './centre';
import { postgresCentre } from './postgres-centre';
import { simulate } from './simulate';
import { inMemory } from './stores';
import type { WorldOrder } from './world';

const SEEDS = [1, 3, 8];
const STEPS = 150;

/** What both centres must agree on. Ids and texts that a centre makes up by chance are named by their place instead. */
function printOf(look: GateLook): unknown {
  const tablets = new Set<string>(look.devices.keys());
  const places = new Map<string, string>();
  for (const { event } of look.log)
    if (!tablets.has(event.device)) places.set(event.id, `centre ${event.seq} ${event.type}`);
  const centres = new Set(look.log.map(({ event }) => event.device).filter((one) => !tablets.has(one)));
  const named = (text: string) => {
    let out = text;
    for (const [id, place] of places) out = out.replaceAll(id, place);
    for (const id of centres) out = out.replaceAll(id, 'centre');
    return out;
  };
  return {
    log: look.log.map(({ position, crossingId, event }) =>
      tablets.has(event.device)
        ? [position, crossingId, event.device, event.seq, event.hash]
        : [position, crossingId, 'centre', event.seq, event.type, event.hlc],
    ),
    quarantine: look.quarantine
      .map(({ device, seq, code, raw }) => canonicalJson([device, seq, code, raw]))
      .sort(),
    devices: [...look.devices]
      .map(([id, { ackSeq, maxSeq, headSeq, revokedAt }]) =>
        canonicalJson([id, ackSeq, maxSeq, headSeq, revokedAt]),
      )
      .sort(),
    crossings: [...look.crossings].map(([id, state]) => named(canonicalJson([id, state]))).sort(),
    passes: [...look.passes]
      .map(([id, { crossingId, revision, status, endedAt }]) =>
        canonicalJson([id, crossingId, revision, status, endedAt]),
      )
      .sort(),
    incidents: look.incidents
      .map(({ incident: { id: _, ...rest }, withdrawn }) => named(canonicalJson([rest, withdrawn])))
      .sort(),
    lists: look.lists,
  };
}

async function printsOf(order: Pick<WorldOrder, 'makeCentre' | 'dexie'>, seed: number) {
  const prints = new Map<GateId, unknown>();
  const run = await simulate({
    ...order,
    seed,
    steps: STEPS,
    bug: null,
    look: (_, looks) => {
      for (const [gateId, look] of looks) prints.set(gateId, printOf(look));
    },
  });
  return { run, prints };
}

test.each(SEEDS)(
  'OF-75 seed %i on the real server and PostgreSQL: every promise holds, and the centre in memory answers alike',
  async (seed) => {
    const database = await testDatabase();
    try {
      const real = await printsOf(
        { makeCentre: async (_, keys) => postgresCentre(database.app, database.owner, keys), dexie: null },
        seed,
      );
      const inMaps = await printsOf(inMemory(PULL_PAGE_SIZE), seed);
      expect(real.run.breach).toBeNull();
      expect(inMaps.run.breach).toBeNull();
      expect(real.run.events).toBeGreaterThan(20);
      expect(real.prints).toEqual(inMaps.prints);
    } finally {
      await database.close();
    }
  },
  240_000,
);
