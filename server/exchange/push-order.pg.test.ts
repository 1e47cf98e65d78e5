import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { crossing } from '@/db/schema/crossing';
import { incident } from '@/db/schema/incident';
import { pass } from '@/db/schema/pass';
import { canonicalJson } from '@/domain/sync/canonical-json';
import { readState } from '../log/read-states';
import { gateHouse, HN } from '../testing/gate-house';

describe('order of arrival', () => {
  test('shuffled uploads of two tablets give the same projection as sorted ones (invariant 1)', async () => {
    const outcomes: string[] = [];
    for (const plan of [0, 1, 2, 3]) {
      const fresh = await gateHouse();
      const here = await fresh.declare('12C54321');
      const [left, right] = [await fresh.tablet('border-guard'), await fresh.tablet('customs')];
      right.wall += 500;
      const steps = ['staging-arrival', 'called', 'gate-entry', 'gate-entry', 'yard-in', 'line-exit'];
      for (const step of steps) {
        left.confirm(here.crossingId, step, { passId: here.passId });
        right.confirm(here.crossingId, step, { passId: here.passId });
      }
      const pushes = [
        () => left.push(fresh.exchange, left.events.slice(0, 3), 1),
        () => left.push(fresh.exchange, left.events.slice(3), 4),
        () => right.push(fresh.exchange, right.events.slice(0, 2), 1),
        () => right.push(fresh.exchange, right.events.slice(2), 3),
      ];
      const orders = [
        [0, 1, 2, 3],
        [2, 0, 3, 1],
        [3, 2, 1, 0],
        [1, 3, 0, 2, 1, 0],
      ];
      for (const at of orders[plan] ?? []) await pushes[at]?.();
      const [row] = await fresh.database.owner.select().from(crossing);
      const [passRow] = await fresh.database.owner.select().from(pass);
      const found = await fresh.database.owner.select().from(incident).where(eq(incident.origin, 'fold'));
      // Ids are chance; everything else must be the same.
      const names = new Map<string, string>();
      for (const [at, one] of [...left.events, ...right.events].entries()) names.set(one.id, `event ${at}`);
      names
        .set(left.id, 'left')
        .set(right.id, 'right')
        .set(here.crossingId, 'crossing')
        .set(here.passId, 'pass');
      const text = canonicalJson({
        state: await fresh.gate((tx) => readState(tx, HN, here.crossingId)),
        stage: row?.stage,
        waiting: row?.waitingOn,
        ended: row?.endedKind,
        flags: row?.flags,
        pass: passRow?.status,
        incidents: found.map((one) => [one.kind, one.severity, one.incident.events]).sort(),
      });
      outcomes.push([...names].reduce((said, [id, name]) => said.replaceAll(id, name), text));
      await fresh.close();
    }
    expect(new Set(outcomes).size).toBe(1);
    expect(outcomes[0]).toContain('double-use');
  });
});
