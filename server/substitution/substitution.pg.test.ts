import { randomUUID } from 'node:crypto';
import { TRPCError } from '@trpc/server';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { inGate } from '@/db/client';
import { event } from '@/db/schema/event';
import { vehicleClaim } from '@/db/schema/filing';
import { substitution } from '@/db/schema/substitution';
import type { Submission } from '@/domain/declaration/submission';
import { CONTAINER_SIZES, driverTypedSchema, VEHICLE_KINDS, vehicleTypedSchema } from '@/domain/fleet/entry';
import { decodePass } from '@/domain/pass/decode-pass';
import { processFor } from '@/domain/process/standard-processes';
import { crossingIdSchema } from '@/domain/shared/identity';
import { HOUR_MS, hourOf } from '@/domain/slot/slot';
import { openPersonal } from '../crossing/seal-personal';
import { readStanding } from '../flow/read-standing';
import { centreDraft } from '../log/centre-draft';
import { readProcesses } from '../log/load-processes';
import { recordEvents } from '../log/record-events';
import { renewSlots, tendSlots } from '../slot/tend-slots';
import { type ApiHouse, apiHouse, freshPlate, submission } from '../testing/api-house';
import { HN } from '../testing/gate-house';

let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse();
});
afterAll(() => house.close());

const firm = () => house.call(house.people.dispatcher);
const officer = () => house.call(house.people.supervisor);
const plain = (plate: string) => plate.replace(/[-.]/g, '');

async function file(over: Partial<Submission> = {}) {
  house.clock.at += 60_000;
  const outcome = await house.call(house.people.declarant).declaration.submit({
    submission: submission({ plate: freshPlate(), trailer: '', ...over }),
    clientKey: randomUUID(),
  });
  if (outcome.kind !== 'issued') throw new Error(JSON.stringify(outcome.faults));
  const { crossingId, token, plate } = outcome;
  return { of: { gateId: HN, crossingId }, token, plate };
}
let chassisNumber = 200_000;
/** A vehicle of the fleet; verified where an officer has looked. */
async function keep(over: object = {}, verified = true) {
  const entryId = randomUUID();
  const chassis = `RLHJK1234NZ${++chassisNumber}`;
  const typed = vehicleTypedSchema.parse({ kind: 'rigid', plate: freshPlate(), chassis, ...over });
  const saved = await firm().fleet.saveVehicle({ id: entryId, typed });
  if (saved.kind !== 'saved') throw new Error(JSON.stringify(saved.faults));
  house.clock.at += 1_000;
  if (verified)
    await officer().fleet.verify({
      gateId: HN,
      firmId: house.people.owner.firmId ?? '',
      vehicleId: entryId,
      chassis,
      plate: plain(typed.plate),
      kind: z.enum(VEHICLE_KINDS).parse(typed.kind),
      container: z.enum(CONTAINER_SIZES).parse(typed.container || 'none'),
      evidence: 'đăng ký xe',
    });
  return { entryId, plate: plain(typed.plate) };
}
const ask = (
  of: { gateId: typeof HN; crossingId: string },
  entryId: string | null,
  over: { part?: 'tractor' | 'trailer' | 'container' | 'driver'; container?: string } = {},
) =>
  firm().substitution.ask({ ...of, part: 'tractor', container: '', entryId, reason: 'hỏng hộp số', ...over });
const decide = async (of: { gateId: typeof HN; crossingId: string }, allow = true, consent = false) => {
  house.clock.at += 60_000;
  const waiting = (await officer().substitution.open(of)).requests.find(({ outcome }) => outcome === null);
  if (waiting === undefined) throw new Error('nothing waits');
  const { requestId } = waiting;
  return officer().substitution.decide({
    ...of,
    requestId,
    allow,
    consent,
    words: allow ? null : 'chưa rõ lý do',
  });
};
const codeOf = (deed: Promise<unknown>) =>
  deed.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof TRPCError) return error.message;
      throw error;
    },
  );
const bindingOf = (token: string) => {
  const decoded = decodePass(token);
  if (decoded.kind !== 'decoded') throw new Error('no pass');
  return { ...decoded.pass.claims.binding, driver: decoded.pass.claims.driver };
};
const logOf = async (crossingId: string) =>
  (
    await house.database.owner
      .select({ event: event.event })
      .from(event)
      .where(eq(event.crossingId, crossingId))
      .orderBy(event.position)
  ).map((row) => row.event);

describe('FV-10 FV-11 allowed', () => {
  test('FV-9 FV-11 unverified it is refused and written down; verified and allowed the old pass ends and a new one goes out', async () => {
    const { of, token, plate } = await file();
    const other = await keep({}, false);
    expect(await ask(of, other.entryId)).toEqual({ kind: 'refused', code: 'FV-UNVERIFIED' });
    const good = await keep();
    expect(await ask(of, good.entryId)).toMatchObject({ kind: 'waits', place: 'end-of-hour' });
    house.clock.at += 1_000;
    expect(await ask(of, good.entryId)).toEqual({ kind: 'refused', code: 'FV-OPEN' });
    const decision = await decide(of);
    if (decision.kind !== 'allowed') throw new Error(JSON.stringify(decision));
    expect(bindingOf(decision.token).plate).toBe(good.plate);
    expect(bindingOf(token).plate).toBe(plate);
    const told = await house.call({ kind: 'anonymous' }).pass.status({ token });
    expect(told.status).toBe('superseded');
    expect((await house.call({ kind: 'anonymous' }).pass.status({ token: decision.token })).status).toBe(
      'live',
    );
    const log = (await logOf(of.crossingId)).map(({ type, body }) => ({ type, body }));
    expect(log.slice(2)).toMatchObject([
      {
        type: 'crossing.corrected',
        body: { path: 'binding.plate', from: plate, to: good.plate, reason: 'hỏng hộp số' },
      },
      { type: 'crossing.corrected', body: { path: 'rawPlate' } },
      { type: 'pass.revoked', body: { reason: 'hỏng hộp số' } },
      { type: 'pass.issued', body: { revision: 1 } },
    ]);
    const mine = (await firm().declaration.mine()).find((each) => each.crossingId === of.crossingId);
    expect(mine).toMatchObject({ plate: good.plate, pass: { token: decision.token, status: 'live' } });
    const { requests } = await firm().substitution.open(of);
    expect(requests.map(({ outcome, code }) => outcome ?? code)).toEqual(['refused', 'allowed', 'refused']);
  });

  test('FV-10 the vehicle that comes is taken and the one that goes is free', async () => {
    const { of, plate } = await file();
    const good = await keep();
    await ask(of, good.entryId);
    await decide(of);
    const claims = await inGate(house.database.app, { gateId: HN, actor: null }, (tx) =>
      tx.select().from(vehicleClaim).where(eq(vehicleClaim.crossingId, of.crossingId)),
    );
    expect(claims.map((claim) => claim.plate)).toEqual([good.plate]);
    await file({ plate });
    const taken = await house.call(house.people.declarant).declaration.submit({
      submission: submission({ plate: good.plate }),
      clientKey: randomUUID(),
    });
    expect(taken).toMatchObject({ kind: 'faults', faults: [{ code: 'PL-TWICE' }] });
  });

  test('FV-10 what was declared elsewhere while it waited is refused then, and stays with the other', async () => {
    const { of } = await file();
    const good = await keep();
    await ask(of, good.entryId);
    const other = await file({ plate: good.plate });
    expect(await decide(of)).toEqual({ kind: 'refused', code: 'FV-BUSY' });
    const [claim] = await inGate(house.database.app, { gateId: HN, actor: null }, (tx) =>
      tx
        .select()
        .from(vehicleClaim)
        .where(and(eq(vehicleClaim.plate, good.plate), eq(vehicleClaim.direction, 'export'))),
    );
    expect(claim?.crossingId).toBe(other.of.crossingId);
  });

  test('FV-10 decided by two officers at once it is done once', async () => {
    const { of } = await file();
    const good = await keep();
    const asked = await ask(of, good.entryId);
    if (asked.kind !== 'waits') throw new Error('refused');
    const press = () =>
      codeOf(
        officer().substitution.decide({
          ...of,
          requestId: asked.requestId,
          allow: true,
          consent: false,
          words: null,
        }),
      );
    expect((await Promise.all([press(), press()])).sort()).toEqual(['AP-DONE', 'done']);
    const issued = (await logOf(of.crossingId)).filter(({ type }) => type === 'pass.issued');
    expect(issued).toHaveLength(2);
    const [claim] = await inGate(house.database.app, { gateId: HN, actor: null }, (tx) =>
      tx.select().from(vehicleClaim).where(eq(vehicleClaim.plate, good.plate)),
    );
    expect(claim?.crossingId).toBe(of.crossingId);
  });

  test('FV-10 an officer refuses with words, the firm takes back what waits', async () => {
    const { of } = await file();
    const good = await keep();
    await ask(of, good.entryId);
    expect(await decide(of, false)).toEqual({ kind: 'refused', code: null });
    const asked = await ask(of, good.entryId);
    if (asked.kind !== 'waits') throw new Error('refused');
    await firm().substitution.withdraw({ ...of, requestId: asked.requestId });
    const { requests, allowed } = await firm().substitution.open(of);
    expect(requests.map(({ outcome, words }) => [outcome, words])).toEqual([
      ['withdrawn', null],
      ['refused', 'chưa rõ lý do'],
    ]);
    expect(allowed).toBe(0);
    const late = officer().substitution.decide({
      ...of,
      requestId: asked.requestId,
      allow: true,
      consent: false,
      words: null,
    });
    expect(await codeOf(late)).toBe('AP-DONE');
  });
});

test('FV-9 twice and no more; the officer sees how often the firm has, the firm does not', async () => {
  const { of } = await file();
  for (let time = 0; time < 2; time++) {
    await ask(of, (await keep()).entryId);
    expect((await decide(of)).kind).toBe('allowed');
  }
  expect(await ask(of, (await keep()).entryId)).toEqual({ kind: 'refused', code: 'FV-MOST' });
  expect((await officer().substitution.open(of)).ofFirm).toBeGreaterThanOrEqual(2);
  expect((await firm().substitution.open(of)).ofFirm).toBeNull();
  house.clock.at += 31 * 86_400_000;
  expect((await officer().substitution.open(of)).ofFirm).toBe(0);
  house.clock.at -= 31 * 86_400_000;
});

test('FV-9 after release, and after the end, nothing is replaced', async () => {
  const process = processFor([], HN, 'export', 'loaded');
  const ticks = (process?.steps ?? []).flatMap(({ id, agencies, stage }) =>
    agencies.map((agency) => ({ step: id, agency, stage })),
  );
  const { of } = await file();
  const crossingId = crossingIdSchema.parse(of.crossingId);
  const record = (stages: readonly string[]) =>
    inGate(house.database.app, { gateId: HN, actor: null }, (tx) =>
      recordEvents(
        tx,
        HN,
        ticks
          .filter(({ stage }) => stages.includes(stage))
          .map(({ step, agency }) => ({
            ...centreDraft(HN, { crossingId }),
            step,
            agency,
            type: 'step.confirmed' as const,
            body: { note: null },
          })),
        house.clock.at,
      ),
    );
  await record(['staging', 'called', 'gate', 'yard']);
  expect(await ask(of, (await keep()).entryId)).toMatchObject({ kind: 'waits' });
  await decide(of, false);
  await record(['line']);
  expect(await ask(of, (await keep()).entryId)).toEqual({ kind: 'refused', code: 'FV-RELEASED' });
  await record(['left']);
  expect(await ask(of, (await keep()).entryId)).toEqual({ kind: 'refused', code: 'FV-ENDED' });
});

test('FV-11 another driver: the new pass names him, the old one’s papers are gone, no name stands in the log', async () => {
  const { of } = await file({ driverName: 'Đỗ Hữu Cường' });
  const entryId = randomUUID();
  const typed = driverTypedSchema.parse({ name: 'Vi Văn Thay', phone: '0912345678' });
  await firm().fleet.saveDriver({ id: entryId, typed });
  expect(await ask(of, entryId, { part: 'driver' })).toMatchObject({ kind: 'waits', place: 'kept' });
  const decision = await decide(of);
  if (decision.kind !== 'allowed') throw new Error('refused');
  expect(bindingOf(decision.token).driver).toContain('Thay');
  const crossingId = crossingIdSchema.parse(of.crossingId);
  const personal = await inGate(house.database.app, { gateId: HN, actor: null }, (tx) =>
    openPersonal(tx, HN, crossingId),
  );
  expect(personal).toMatchObject({
    driverName: 'Vi Văn Thay',
    driverPhone: '+84912345678',
    driverIdNumber: null,
  });
  expect(JSON.stringify(await logOf(of.crossingId))).not.toMatch(/Vi Văn|912345678/);
  const rows = await house.database.owner
    .select()
    .from(substitution)
    .where(eq(substitution.crossingId, of.crossingId));
  expect(JSON.stringify(rows)).not.toMatch(/Vi Văn/);
  // The one who drives here is busy for the next.
  const next = await file({ driverName: 'Ai Đó' });
  expect(await ask(next.of, entryId, { part: 'driver' })).toEqual({ kind: 'refused', code: 'FV-BUSY' });
});

test('FV-12 a tractor for a tractor keeps the hour, another class of trailer goes to its end', async () => {
  const { of } = await file({ trailer: '35R-744.71', arrivalDate: '23/11/2026', arrivalTime: '10:00' });
  const tractor = await keep({ kind: 'tractor' });
  expect(await ask(of, tractor.entryId)).toMatchObject({ kind: 'waits', place: 'kept' });
  expect(await decide(of)).toMatchObject({ kind: 'allowed', place: 'kept' });
  const trailer = await keep({ kind: 'trailer', plate: '12R-555.01', container: '20' });
  expect(await ask(of, trailer.entryId, { part: 'trailer' })).toMatchObject({ place: 'end-of-hour' });
  expect(await decide(of)).toMatchObject({ kind: 'allowed', place: 'end-of-hour' });
  const corrected = (await logOf(of.crossingId)).filter(({ type }) => type === 'crossing.corrected');
  expect(corrected.at(-1)?.body).toMatchObject({
    path: 'plannedArrivalAt',
    from: Date.UTC(2026, 10, 23, 3),
    to: Date.UTC(2026, 10, 23, 4) - 1,
  });
});

test('FV-12 in a booked hour another class stands behind everybody else of it, and the public record says so', async () => {
  const { app } = house.database;
  await renewSlots(app, HN, house.clock.at);
  await tendSlots(app, HN, house.clock.at);
  const { of, plate } = await file();
  const hourStart = hourOf(house.clock.at) + 6 * HOUR_MS;
  const taken = await firm().slot.take({ ...of, hourStart, untilHour: hourStart, wait: false });
  if (taken.kind !== 'booked') throw new Error(taken.kind);
  const plannedOf = async (of: string) => {
    const standing = await inGate(app, { gateId: HN, actor: null }, async (tx) =>
      readStanding(tx, HN, await readProcesses(tx, HN), house.clock.at),
    );
    return standing.find((each) => each.plate === of)?.plannedAt;
  };
  expect(await plannedOf(plate)).toBe(hourStart);
  const other = await keep();
  await ask(of, other.entryId);
  expect(await decide(of)).toMatchObject({ place: 'end-of-hour' });
  expect(await plannedOf(other.plate)).toBe(hourStart + HOUR_MS - 1);
  const { lines } = await firm().slot.record({ gateId: HN, before: null, reference: taken.reference });
  expect(lines.map(({ why }) => why.kind)).toContain('last-in-hour');
});

test('FV-13 a container that is on another crossing moves only with an officer’s consent, and its seal is not known then', async () => {
  const other = await file({ container: 'CSQU3054383' });
  const { of } = await file({ container: 'MSKU1234565', seal: 'VN123' });
  expect(other.of.crossingId).not.toBe(of.crossingId);
  expect(await ask(of, null, { part: 'container', container: 'CSQU3054384' })).toMatchObject({
    kind: 'fault',
  });
  expect(await ask(of, null, { part: 'container', container: 'CSQU3054383' })).toMatchObject({
    needsConsent: true,
  });
  expect(await decide(of)).toEqual({ kind: 'refused', code: 'FV-MOVE' });
  await ask(of, null, { part: 'container', container: 'CSQU3054383' });
  const decision = await decide(of, true, true);
  if (decision.kind !== 'allowed') throw new Error('refused');
  expect(bindingOf(decision.token)).toMatchObject({ container: 'CSQU3054383', seal: null });
});

test('FV-8 by guessed ids another firm asks for nothing, sees nothing, and brings no vehicle that is not its own', async () => {
  const { of } = await file();
  const good = await keep();
  const stranger = house.call(house.people.otherOwner);
  const request = {
    ...of,
    part: 'tractor' as const,
    container: '',
    entryId: good.entryId,
    reason: 'thử xem',
  };
  expect(await codeOf(stranger.substitution.ask(request))).toBe('AP-MAY');
  expect(await codeOf(stranger.substitution.open(of))).toBe('AP-MAY');
  const asked = await ask(of, good.entryId);
  if (asked.kind !== 'waits') throw new Error('refused');
  expect(await codeOf(stranger.substitution.withdraw({ ...of, requestId: asked.requestId }))).toBe('AP-MAY');
  const outcome = await house.call(house.people.otherDeclarant).declaration.submit({
    submission: submission({ plate: freshPlate(), trailer: '' }),
    clientKey: randomUUID(),
  });
  if (outcome.kind !== 'issued') throw new Error('faults');
  const theirs = { gateId: HN, crossingId: outcome.crossingId };
  for (const part of ['tractor', 'trailer', 'driver'] as const)
    expect(await stranger.substitution.ask({ ...request, ...theirs, part })).toMatchObject({
      kind: 'refused',
    });
  // A request of one crossing is none of another, whoever holds its id.
  expect(await codeOf(stranger.substitution.withdraw({ ...theirs, requestId: asked.requestId }))).toBe(
    'AP-DONE',
  );
  const decided = officer().substitution.decide({
    ...theirs,
    requestId: asked.requestId,
    allow: true,
    consent: false,
    words: null,
  });
  expect(await codeOf(decided)).toBe('AP-NONE');
});
