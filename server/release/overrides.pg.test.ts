import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deviceQuarantine } from '@/db/schema/device';
import { approvalMessage } from '@/domain/release/approval';
import { toBase64url } from '@/domain/shared/base64url';
import { stepIdSchema } from '@/domain/shared/identity';
import type { EventDraft, GateEvent } from '@/domain/sync/event';
import { type Ed25519Jwk, makeEd25519, type SigningKey, signingKey } from '../keys/ed25519';
import { type ApiHouse, apiHouse } from '../testing/api-house';
import type { FakeTablet } from '../testing/fake-tablet';
import { type Declared, HN } from '../testing/gate-house';

let house: ApiHouse;
let tablet: FakeTablet;
let key: SigningKey;
const exit = stepIdSchema.parse('line-exit');

beforeAll(async () => {
  house = await apiHouse();
  tablet = await house.tablet('border-guard');
  key = await newCode();
});
afterAll(() => house.close());

async function newCode(): Promise<SigningKey> {
  const jwk: Ed25519Jwk = makeEd25519();
  await house.call(house.people.supervisor).control.setApprovalKey({ gateId: HN, publicKey: jwk.x });
  return signingKey(jwk);
}

/** As a tablet writes it: signed over the event's own envelope. */
async function override(
  declared: Declared,
  { by = key, approvedBy = house.people.supervisor.id, at = house.clock.at } = {},
): Promise<GateEvent> {
  tablet.wall = at;
  const signedAt = at;
  const envelope = { ...tablet.envelope(declared.crossingId), step: exit, passId: null };
  const { gateId, crossingId, passId, actor } = envelope;
  const reason = 'system-down';
  const statement = {
    gateId,
    device: tablet.id,
    crossingId,
    passId,
    step: exit,
    actor,
    reason,
    approvedBy,
    signedAt,
  };
  const signature = toBase64url(await by.sign(approvalMessage(statement)));
  return tablet.write({
    ...envelope,
    type: 'release.overridden',
    body: { reason, approvedBy, approval: { signedAt, signature } },
  } as EventDraft);
}
const send = async (events: readonly GateEvent[]) => {
  const from = events[0]?.seq ?? 1;
  return (await tablet.push(house.exchange, events, from)).verdicts;
};
const stateOf = async (declared: Declared) =>
  (
    await house.call(house.people.supervisor).control.crossing({
      gateId: HN,
      crossingId: declared.crossingId,
    })
  ).state;

describe('overrides at the centre', () => {
  test('RE-6 the tablets are sent the list of approvers, without a name, and old tablets are not', async () => {
    const { pages } = await tablet.pull(house.exchange);
    expect(pages.lists.upserts.map(({ kind }) => kind).sort()).toEqual([
      'approvers',
      'revocation',
      'trust-list',
    ]);
    const payload = pages.lists.upserts.find(({ kind }) => kind === 'approvers')?.payload ?? '';
    expect(Buffer.from(payload, 'base64url').toString('latin1')).not.toContain('A supervisor');
    const old = await house.tablet();
    const request = { protocol: 1, device: old.id, gateId: HN, cursors: old.cursors, t0: 0 };
    const { answerPull } = await import('../exchange/answer-exchange');
    const answer = await answerPull(house.exchange, await old.request('/api/sync/pull', request));
    const kinds = (await answer.json()).pages.lists.upserts.map((list: { kind: string }) => list.kind);
    expect(kinds.sort()).toEqual(['revocation', 'trust-list']);
  });

  test('RE-1 a proven override counts; RE-5 it waits for its check by a third person, once', async () => {
    const declared = await house.declare();
    const event = await override(declared);
    const release = tablet.confirm(declared.crossingId, 'line-exit', { actor: 'officer-1' });
    expect(await send([event, release])).toMatchObject([{ kind: 'applied' }, { kind: 'applied' }]);
    const state = await stateOf(declared);
    expect(state.override).toMatchObject({ approvedBy: house.people.supervisor.id });
    expect(state.flags.map(({ code }) => code)).not.toContain('FL-RELEASE');

    const asSupervisor = house.call(house.people.supervisor).control;
    const asManager = house.call(house.people.gateManager).control;
    const listed = (await asManager.overrides({ gateId: HN })).find(({ override: id }) => id === event.id);
    expect(listed).toMatchObject({
      plate: declared.order.binding.plate,
      reason: 'system-down',
      approvedBy: { name: 'A supervisor' },
      checked: null,
    });
    const check = { gateId: HN, override: event.id, outcome: 'justified' as const, note: 'đã đối chiếu' };
    await expect(asSupervisor.checkOverride(check)).rejects.toThrow('AP-SELF');
    await asManager.checkOverride(check);
    await expect(asManager.checkOverride(check)).rejects.toThrow('AP-DONE');
    const after = (await asSupervisor.overrides({ gateId: HN })).find(({ override: id }) => id === event.id);
    expect(after?.checked).toMatchObject({ outcome: 'justified', note: 'đã đối chiếu', by: 'A manager' });
  });

  test('RE-1 a forged one is set aside whole and lets nothing through', async () => {
    const declared = await house.declare();
    const forged = await override(declared, { by: signingKey(makeEd25519()) });
    const own = await override(declared, { approvedBy: 'officer-1' });
    const release = tablet.confirm(declared.crossingId, 'line-exit');
    expect(await send([forged, own, release])).toEqual([
      { kind: 'quarantined', seq: forged.seq, code: 'approval' },
      { kind: 'quarantined', seq: own.seq, code: 'approval' },
      { kind: 'applied', seq: release.seq },
    ]);
    const state = await stateOf(declared);
    expect(state.override).toBeNull();
    expect(state.flags.map(({ code }) => code)).toContain('FL-RELEASE');
    const aside = await house.database.owner
      .select()
      .from(deviceQuarantine)
      .where(eq(deviceQuarantine.code, 'approval'));
    expect(aside.map(({ raw }) => JSON.parse(raw).id).sort()).toEqual([forged.id, own.id].sort());
    // Sent again it is no other thing.
    expect((await send([forged]))[0]).toMatchObject({ kind: 'quarantined', code: 'approval' });
  });

  test('RE-1 what was signed while the code was in force stays proven; a code taken back approves nothing new', async () => {
    const [first, second] = [await house.declare(), await house.declare()];
    const before = await override(first);
    house.clock.at += 60_000;
    const old = key;
    key = await newCode();
    const late = await override(second, { by: old });
    const fresh = await override(second);
    expect(await send([before, late, fresh])).toMatchObject([
      { kind: 'applied' },
      { kind: 'quarantined', code: 'approval' },
      { kind: 'applied' },
    ]);
  });

  test('RE-2 a code that was in force once never comes back', async () => {
    const supervisor = house.call(house.people.supervisor).control;
    const publicKey = makeEd25519().x;
    await supervisor.setApprovalKey({ gateId: HN, publicKey });
    // Lost: a manager ends it, whoever holds it.
    const manager = house.call(house.people.gateManager).control;
    await manager.endApprovalKey({ gateId: HN, person: house.people.supervisor.id });
    await expect(manager.endApprovalKey({ gateId: HN, person: house.people.supervisor.id })).rejects.toThrow(
      'AP-NONE',
    );
    await expect(supervisor.setApprovalKey({ gateId: HN, publicKey })).rejects.toThrow('AP-DONE');
    const holders = await supervisor.approvalKeys({ gateId: HN });
    expect(holders.every(({ until }) => until !== null)).toBe(true);
  });
});
