import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Submission } from '@/domain/declaration/submission';
import { vehicleTypedSchema } from '@/domain/fleet/entry';
import type { GateId } from '@/domain/shared/identity';
import { type ApiHouse, apiHouse, freshPlate, submission, TT } from '../testing/api-house';
import { HN } from '../testing/gate-house';

let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse();
});
afterAll(() => house.close());

const firm = () => house.call(house.people.dispatcher);
const officer = () => house.call(house.people.supervisor);

async function file(over: Partial<Submission> = {}) {
  const outcome = await house.call(house.people.declarant).declaration.submit({
    submission: submission({ plate: freshPlate(), trailer: '', ...over }),
    clientKey: randomUUID(),
  });
  if (outcome.kind !== 'issued') throw new Error(JSON.stringify(outcome.faults));
  return { of: { gateId: outcome.gateId, crossingId: outcome.crossingId } };
}
let chassisNumber = 400_000;
/** A verified vehicle of the fleet. */
async function keep(kind: 'tractor' | 'trailer', plate: string) {
  const entryId = randomUUID();
  const chassis = `RLHJK1234NZ${++chassisNumber}`;
  const saved = await firm().fleet.saveVehicle({
    id: entryId,
    typed: vehicleTypedSchema.parse({ kind, plate, chassis }),
  });
  if (saved.kind !== 'saved') throw new Error(JSON.stringify(saved.faults));
  const seen = {
    ...{ gateId: HN, firmId: house.people.owner.firmId ?? '', vehicleId: entryId },
    ...{
      chassis,
      plate: plate.replace(/[-.]/g, ''),
      kind,
      container: 'none' as const,
      evidence: 'đăng ký xe',
    },
  };
  house.clock.at += 1_000;
  await officer().fleet.verify(seen);
  return { entryId, plate };
}
const ask = (of: { gateId: GateId; crossingId: string }, part: 'tractor' | 'trailer', entryId: string) =>
  firm().substitution.ask({ ...of, part, container: '', entryId, reason: 'hỏng hộp số' });

test('FV-9 a tractor that is to take another crossing’s trailer over is not free', async () => {
  const next = await keep('tractor', freshPlate());
  await file({ kind: 'tractor-change', nextTractor: next.plate, trailer: '35R-744.72' });
  const { of } = await file();
  expect(await ask(of, 'tractor', next.entryId)).toEqual({ kind: 'refused', code: 'FV-BUSY' });
});

test('FV-10 of two crossings at two gates whose officers allow one trailer at once, one has it', async () => {
  const trailer = await keep('trailer', '12R-045.67');
  const here = await file({ trailer: '12R-045.68' });
  const there = await file({ trailer: '12R-045.69', gate: 'Tân Thanh' });
  const both = [
    { of: here.of, officer: officer() },
    { of: there.of, officer: house.call(house.people.otherSupervisor) },
  ];
  const decided: string[] = [];
  for (const { of } of both) {
    const answer = await ask(of, 'trailer', trailer.entryId);
    if (answer.kind !== 'waits') throw new Error(JSON.stringify(answer));
    decided.push(answer.requestId);
  }
  const outcomes = await Promise.all(
    both.map((each, nth) =>
      each.officer.substitution.decide({
        ...each.of,
        requestId: decided[nth] ?? '',
        allow: true,
        consent: false,
        words: null,
      }),
    ),
  );
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['allowed', 'refused']);
  expect(outcomes.find(({ kind }) => kind === 'refused')).toEqual({ kind: 'refused', code: 'FV-BUSY' });
});

test('FV-10 what nobody has decided ends with its crossing: it waits for nobody and says so', async () => {
  const trailer = await keep('trailer', '12R-046.70');
  const { of } = await file({ trailer: '12R-046.71' });
  expect((await ask(of, 'trailer', trailer.entryId)).kind).toBe('waits');
  const waits = async () =>
    (await officer().substitution.waiting({ gateId: HN })).some(
      ({ crossingId }) => crossingId === of.crossingId,
    );
  expect(await waits()).toBe(true);
  const moved = await firm().redirect.ask({ ...of, to: TT, reason: 'tắc ở Hữu Nghị' });
  expect(moved.kind).toBe('moved');
  expect(await waits()).toBe(false);
  const { requests } = await firm().substitution.open(of);
  expect(requests.map(({ outcome }) => outcome)).toEqual(['ended']);
});
