import { randomUUID } from 'node:crypto';
import { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACTIONS, type Action } from '@/domain/access/actions';
import { type Actor, can, NO_SUBJECT, type Subject } from '@/domain/access/can';
import type { GateId } from '@/domain/shared/identity';
import { ANONYMOUS, type ApiHouse, apiHouse, freshPlate, submission, TT } from '../testing/api-house';
import { HN } from '../testing/gate-house';
import { firmRows } from '../testing/matrix/firm-rows';
import { gateRows } from '../testing/matrix/gate-rows';
import { linkRows } from '../testing/matrix/link-rows';
import type { Rows } from '../testing/matrix/world';
import { appRouter } from './router';

/**
 * Every procedure × every kind of actor × own and other gate and firm: what the real router does, on a real database,
 * is what `can()` says. A procedure without an entry here fails the first test.
 */
let house: ApiHouse;
let actors: Readonly<Record<string, Actor>>;
/** A crossing of the first declarant's firm at each gate, with its pass. */
const filed = new Map<GateId, { crossingId: string; passId: string; token: string }>();

beforeAll(async () => {
  house = await apiHouse();
  const tablet = await house.tabletAt(HN, 'border-guard');
  actors = {
    anonymous: ANONYMOUS,
    ...house.people,
    'declarant without firm': { ...house.people.declarant, firmId: null },
    'supervisor without gate': { ...house.people.supervisor, gateId: null },
    tablet: { kind: 'device', id: tablet.id, gateId: HN, agency: 'border-guard' },
    'firm key': { kind: 'program', id: randomUUID(), firmId: house.people.declarant.firmId ?? '' },
  };
  for (const [gateId, gate] of [
    [HN, 'Hữu Nghị'],
    [TT, 'Tân Thanh'],
  ] as const) {
    const outcome = await house.call(house.people.declarant).declaration.submit({
      submission: submission({ plate: freshPlate(), gate }),
      clientKey: randomUUID(),
    });
    if (outcome.kind === 'issued') filed.set(gateId, outcome);
  }
});
afterAll(() => house.close());

const ofTheFirm = (_: Actor, gateId: GateId): Subject => ({
  ...NO_SUBJECT,
  gateId,
  firmId: house.people.declarant.firmId,
});
const some = (gateId: GateId) => {
  const found = filed.get(gateId);
  if (!found) throw new Error('nothing filed');
  return found;
};
const table = (): Rows => {
  const world = { house, some, ofTheFirm };
  return { ...firmRows(world), ...gateRows(world), ...linkRows(world) };
};

const paths = Object.keys(appRouter._def.procedures).sort();

test('every procedure of the router has its row here, and its action in the rule', () => {
  expect(Object.keys(table()).sort()).toEqual(paths);
  expect(
    ACTIONS.filter((action) => !/^(sync|api)\./.test(action) && action !== 'personal.erase').toSorted(),
  ).toEqual(paths);
});

/** `yes`, or the code with which it was refused. Anything that is our fault fails the test. */
async function attempt(
  entry: Rows[string],
  actor: Actor,
  gateId: GateId,
): Promise<'yes' | 'AP-SIGN' | 'AP-MAY'> {
  try {
    await entry.call(house.call(actor), gateId);
    return 'yes';
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    if (error.message === 'AP-SIGN' || error.message === 'AP-MAY') return error.message;
    // Allowed, and then nothing there to do it to, its pass signed anew by a row above, or done too often.
    if (['AP-NONE', 'AP-DONE', 'AP-ENDED', 'AP-CODE', 'AP-MANY'].includes(error.message)) return 'yes';
    throw error.cause ?? error;
  }
}

test.each(paths)(
  '%s: every actor at his own gate and at another is answered as the rule says',
  async (path) => {
    const entry = table()[path];
    if (!entry) throw new Error('no entry');
    const action = ACTIONS.find((known): known is Action => known === path);
    const answers: string[] = [];
    const expected: string[] = [];
    for (const [name, actor] of Object.entries(actors))
      for (const gateId of [HN, TT]) {
        const may = action !== undefined && can(actor, action, entry.subject(actor, gateId));
        const refusal = actor.kind === 'anonymous' ? 'AP-SIGN' : 'AP-MAY';
        expected.push(`${name} @ ${gateId}: ${may ? 'yes' : refusal}`);
        answers.push(`${name} @ ${gateId}: ${await attempt(entry, actor, gateId)}`);
      }
    expect(answers).toEqual(expected);
    // The table is no tautology: somebody is refused unless the procedure is public.
    if (!can(ANONYMOUS, action ?? 'personal.erase', NO_SUBJECT))
      expect(answers.filter((line) => line.endsWith('yes')).length).toBeLessThan(answers.length);
  },
);
