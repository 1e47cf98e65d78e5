import { eq, inArray } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { crossing } from '@/db/schema/crossing';
import { feed } from '@/db/schema/release';
import { crossingIdSchema } from '@/domain/shared/identity';
import { centreDraft } from '../../log/centre-draft';
import { recordEvents } from '../../log/record-events';
import { applyKeptAnswers } from '../../release/apply-answers';
import { declaredDraft, type GateHouse, gateHouse, HN } from '../../testing/gate-house';
import { httpSource } from './http-source';
import { type PullPorts, pullGate } from './pull-gate';
import { type SimulatedVasscm, startSimulatedVasscm } from './simulator/simulated-vasscm';

/** Over real HTTP, against the simulator. */
let house: GateHouse;
let simulator: SimulatedVasscm;

beforeAll(async () => {
  house = await gateHouse();
});
beforeEach(async () => {
  simulator = await startSimulatedVasscm({
    port: 0,
    token: 'secret',
    unknownAre: null,
    now: () => house.clock.at,
  });
  await house.database.owner.delete(feed);
});
afterEach(() => simulator.stop());
afterAll(() => house.close());

const ports = (over: Partial<PullPorts> = {}): PullPorts => ({
  db: house.database.app,
  source: httpSource({ url: simulator.url, token: 'secret', timeoutMs: 300 }),
  now: () => house.clock.at,
  everyMs: 30_000,
  leaseMs: 60_000,
  chance: () => 0.5,
  ...over,
});
/** The next turn, when it is due. */
const turn = (over: Partial<PullPorts> = {}) => {
  house.clock.at += 6 * 60_000;
  return pullGate(ports(over), HN);
};

let n = 0;
async function declare(arrived = false) {
  n += 1;
  const customsDeclaration = `3061111${String(n).padStart(4, '0')}`;
  const crossingId = crossingIdSchema.parse(uuidv7());
  const binding = {
    plate: `12C${50_000 + n}`,
    trailer: null,
    container: null,
    seal: null,
    customsDeclaration,
  };
  await house.gate((tx) => recordEvents(tx, HN, [declaredDraft(crossingId, binding)], house.clock.at));
  if (arrived) {
    const tablet = await house.tablet();
    tablet.wall = house.clock.at;
    tablet.confirm(crossingId, 'gate-entry');
    await tablet.push(house.exchange);
  }
  return { crossingId, declaration: customsDeclaration };
}
const say = (declaration: string, eligible: boolean, at = house.clock.at) =>
  simulator.order({
    do: 'answer',
    item: { declaration: `${declaration}0`, container: null, eligible, asOf: new Date(at).toISOString() },
  });
async function eligibilityOf({ crossingId }: { crossingId: string }) {
  const [row] = await house.database.owner
    .select({ eligibility: crossing.eligibility })
    .from(crossing)
    .where(eq(crossing.crossingId, crossingId));
  return row?.eligibility ?? null;
}

const noChanges = async (_gate: unknown, cursor: string | null) => ({
  ok: true as const,
  value: { answers: [], cursor: cursor ?? 'c0', more: false, unreadable: 0 },
});

describe('RE-10 the pull from the supervised-area system', () => {
  test('RE-10 answers become facts, withdrawn ones block, and only what is new is asked for again', async () => {
    const lorry = await declare();
    say(lorry.declaration, true);
    expect(await turn()).toMatchObject({ kind: 'answered', recorded: 1 });
    expect(await eligibilityOf(lorry)).toMatchObject({ eligible: true, source: 'vasscm' });
    expect(await turn()).toMatchObject({ kind: 'answered', recorded: 0 });
    say(lorry.declaration, false);
    expect(await turn()).toMatchObject({ kind: 'answered', recorded: 1 });
    expect(await eligibilityOf(lorry)).toMatchObject({ eligible: false });
    const [row] = await house.database.owner.select().from(feed);
    expect(row).toMatchObject({ cursor: 'c2', failures: 0, fault: null });
  });

  test.each([
    ['error-500', 'busy 500'],
    ['html', 'not-it'],
    ['wrong-shape', 'not-it'],
    ['hang-up', 'unreachable'],
    ['slow', 'timeout'],
  ] as const)('RE-10 %s changes nothing, is said, and is asked again ever later', async (fault, said) => {
    const lorry = await declare();
    say(lorry.declaration, true);
    simulator.order({ do: 'fault', fault });
    expect(await turn()).toMatchObject({ kind: 'failed' });
    const failedAt = house.clock.at;
    const [first] = await house.database.owner.select().from(feed);
    expect(first).toMatchObject({ failures: 1, fault: said, cursor: null });
    expect(first?.nextAt).toBe(failedAt + 60_000);
    expect(await pullGate(ports(), HN)).toEqual({ kind: 'not-due' });
    expect(await turn()).toMatchObject({ kind: 'failed' });
    const [second] = await house.database.owner.select().from(feed);
    expect((second?.nextAt ?? 0) - house.clock.at).toBe(120_000);
    expect(await eligibilityOf(lorry)).toBeNull();
    simulator.order({ do: 'fault', fault: 'none' });
    expect(await turn()).toMatchObject({ kind: 'answered', recorded: 1 });
    expect(await eligibilityOf(lorry)).toMatchObject({ eligible: true });
  });

  test('RE-10 it waits as long as it is told to, and a wrong token is said', async () => {
    simulator.order({ do: 'fault', fault: 'busy' });
    expect(await turn()).toEqual({
      kind: 'failed',
      fault: { kind: 'busy', status: 503, retryAfterMs: 2000 },
    });
    simulator.order({ do: 'fault', fault: 'none' });
    const stranger = httpSource({ url: simulator.url, token: 'other', timeoutMs: 300 });
    expect(await turn({ source: stranger })).toEqual({
      kind: 'failed',
      fault: { kind: 'refused', status: 401 },
    });
    await simulator.stop();
    expect(await turn()).toEqual({ kind: 'failed', fault: { kind: 'unreachable' } });
  });

  test('RE-10 nonsense among good answers is counted and hides nothing', async () => {
    const lorry = await declare();
    say(lorry.declaration, true);
    simulator.order({ do: 'fault', fault: 'bad-items' });
    expect(await turn()).toMatchObject({ kind: 'answered', recorded: 1, unreadable: 3 });
  });

  test('RE-9 answers out of order and twice end at the newest', async () => {
    const lorry = await declare();
    say(lorry.declaration, true);
    simulator.order({ do: 'fault', fault: 'out-of-order' });
    expect(await turn()).toMatchObject({ kind: 'answered', recorded: 1 });
    expect(await eligibilityOf(lorry)).toMatchObject({ eligible: true });
  });

  test('RE-10 a vehicle that waits without an answer, or with one that grows old, is asked about by name', async () => {
    const lorry = await declare(true);
    simulator.order({ do: 'unknown-are', eligible: true });
    expect(await turn()).toMatchObject({ kind: 'answered' });
    const first = await eligibilityOf(lorry);
    expect(first).toMatchObject({ eligible: true, source: 'vasscm' });
    expect(await turn()).toMatchObject({ recorded: 0 });
    house.clock.at += 2 * 3_600_000;
    await turn();
    expect((await eligibilityOf(lorry))?.at).toBeGreaterThan((first?.at ?? 0) + 2 * 3_600_000);
    simulator.order({ do: 'unknown-are', eligible: false });
    house.clock.at += 3 * 3_600_000;
    await turn();
    expect(await eligibilityOf(lorry)).toMatchObject({ eligible: false });
  });

  test('RE-10 however many vehicles nobody knows anything of, the last that came is asked about as well', async () => {
    const MANY = 501;
    const unknown = Array.from({ length: MANY }, (_, at) => ({
      gateId: HN,
      crossingId: crossingIdSchema.parse(uuidv7()),
      direction: 'export',
      customsDeclaration: `3088${String(at).padStart(7, '0')}`,
      arrivedAt: house.clock.at - 60_000,
    }));
    await house.database.owner.insert(crossing).values(unknown);
    const lorry = await declare(true);
    say(lorry.declaration, true);
    await turn();
    house.clock.at += 2 * 3_600_000;
    // Nothing has changed there: only who asks by name hears that it still is so.
    const before = await eligibilityOf(lorry);
    say(lorry.declaration, true, house.clock.at);
    const asked = await pullGate(ports({ source: { ...ports().source, changes: noChanges } }), HN);
    expect(asked).toMatchObject({ kind: 'answered' });
    expect((await eligibilityOf(lorry))?.at).toBeGreaterThan(before?.at ?? 0);
    await house.database.owner.delete(crossing).where(
      inArray(
        crossing.crossingId,
        unknown.map(({ crossingId }) => crossingId),
      ),
    );
  });

  test('RE-11 a corrected declaration is blocked by what is known of the new one, however old', async () => {
    const lorry = await declare(true);
    const other = `3061112${String(n).padStart(4, '0')}`;
    say(other, false, house.clock.at - 3_600_000);
    say(lorry.declaration, true);
    await turn();
    expect(await eligibilityOf(lorry)).toMatchObject({ eligible: true });
    await house.gate((tx) =>
      recordEvents(
        tx,
        HN,
        [
          {
            ...centreDraft(HN, { crossingId: lorry.crossingId, direction: 'export' }),
            type: 'crossing.corrected',
            body: {
              path: 'binding.customsDeclaration',
              from: lorry.declaration,
              to: other,
              reason: 'typing error',
            },
          },
        ],
        house.clock.at,
      ),
    );
    expect(await eligibilityOf(lorry)).toBeNull();
    await house.gate((tx) => applyKeptAnswers(tx, HN, house.clock.at));
    expect(await eligibilityOf(lorry)).toMatchObject({ eligible: false });
  });

  test('RE-10 of several nodes one asks; one that died is relieved when its lease ends', async () => {
    house.clock.at += 6 * 60_000;
    const turns = await Promise.all(Array.from({ length: 5 }, () => pullGate(ports(), HN)));
    expect(turns.filter(({ kind }) => kind === 'answered')).toHaveLength(1);
    expect(simulator.asked()['/v1/eligibility/changes']).toBe(1);
    // A node that takes the turn and never comes back.
    house.clock.at += 6 * 60_000;
    const never = { ...ports().source, changes: () => new Promise<never>(() => {}) };
    void pullGate(ports({ source: never }), HN);
    await expect
      .poll(async () => (await house.database.owner.select().from(feed))[0]?.nextAt)
      .toBe(house.clock.at + 60_000);
    expect(await pullGate(ports(), HN)).toEqual({ kind: 'not-due' });
    house.clock.at += 60_000;
    expect(await pullGate(ports(), HN)).toMatchObject({ kind: 'answered' });
  });

  test('RE-10 more than one page is read in one turn', async () => {
    for (let at = 0; at < 1100; at += 1) say(`3099${String(at).padStart(7, '0')}`, true);
    const lorry = await declare();
    say(lorry.declaration, true);
    expect(await turn()).toMatchObject({ kind: 'answered', recorded: 1 });
    expect(simulator.asked()['/v1/eligibility/changes']).toBe(3);
  });
});
