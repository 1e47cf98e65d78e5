import { randomUUID } from 'node:crypto';
import type { PlanContent } from '@/domain/flow/flow-plan';
import type { CrossingId } from '@/domain/shared/identity';
import { nextVersion } from '@/domain/shared/versions';
import { currentPlan, readPlanVersions } from '../flow/read-flow-plan';
import { insertPlan } from '../flow/write-flow-plan';
import { type ApiHouse, apiHouse, freshPlate, submission } from './api-house';
import type { FakeTablet } from './fake-tablet';
import { HN } from './gate-house';

const MINUTE = 60_000;
export const FRUIT = { goodsName: 'Xoài tươi', hsCode: '0804.50' };
export const PARTS = { goodsName: 'Linh kiện', hsCode: '8708.99' };
export type Staged = { readonly crossingId: CrossingId; readonly token: string };

export type YardHouse = ApiHouse & {
  readonly yard: FakeTablet;
  readonly declareGoods: (goods?: typeof FRUIT) => Promise<Staged>;
  /** Declared, and into the yard a minute later. */
  readonly staged: (goods?: typeof FRUIT) => Promise<Staged>;
  readonly hold: (of: Staged) => Promise<void>;
  /** A version of the gate's plan with something changed, without the screen's checks. */
  readonly changePlan: (over: (content: PlanContent) => Partial<PlanContent>) => Promise<void>;
};

/** A gate with a yard whose tablet is at work: vehicles come to it, are held there, and are called under a plan of the test's own. */
export async function yardHouse(): Promise<YardHouse> {
  const house = await apiHouse();
  const yard = await house.tabletAt(HN, 'yard');
  const declareGoods = async (goods = FRUIT): Promise<Staged> => {
    const outcome = await house.call(house.people.declarant).declaration.submit({
      submission: submission({ plate: freshPlate(), ...goods }),
      clientKey: randomUUID(),
    });
    if (outcome.kind !== 'issued') throw new Error(JSON.stringify(outcome));
    return outcome;
  };
  return {
    ...house,
    yard,
    declareGoods,
    staged: async (goods) => {
      const made = await declareGoods(goods);
      house.clock.at += MINUTE;
      yard.wall = house.clock.at;
      yard.confirm(made.crossingId, 'staging-arrival');
      await yard.push(house.exchange);
      return made;
    },
    hold: async ({ crossingId }) => {
      yard.wall = house.clock.at;
      yard.write({ ...yard.envelope(crossingId), type: 'hold.placed', body: { reason: 'papers' } });
      await yard.push(house.exchange);
    },
    changePlan: (over) =>
      house.gate(async (tx) => {
        const history = await readPlanVersions(tx, HN);
        const { content } = await currentPlan(tx, HN);
        const author = { madeAt: house.clock.at, madeBy: 'test', reason: 'a test' };
        await insertPlan(tx, HN, nextVersion(history, { ...content, ...over(content) }, author));
      }),
  };
}
