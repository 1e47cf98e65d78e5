import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inGate } from '@/db/client';
import { pass } from '@/db/schema/pass';
import { signedDocument } from '@/db/schema/signed-document';
import { decodePass } from '@/domain/pass/decode-pass';
import { openRevocationList, openTrustList } from '@/domain/pass/signed-document';
import { verifyPass } from '@/domain/pass/verify-pass';
import { type PullResponse, pullResponseSchema, STREAMS } from '@/domain/sync/protocol';
import { verifySignature } from '../keys/ed25519';
import { recordEvents } from '../log/record-events';
import { issuePass } from '../pass/issue-pass';
import { revokePass } from '../pass/revoke-pass';
import type { FakeTablet } from '../testing/fake-tablet';
import { declareCrossing, type GateHouse, gateHouse, HN, MORNING } from '../testing/gate-house';
import { answerPull } from './answer-exchange';

let house: GateHouse;
beforeAll(async () => {
  house = await gateHouse();
});
afterAll(() => house.close());

async function pullAll(tablet: FakeTablet): Promise<readonly PullResponse[]> {
  const answers: PullResponse[] = [];
  for (let more = true; more; ) {
    const answer = await tablet.pull(house.exchange);
    answers.push(answer);
    more = Object.values(answer.pages).some((page) => !page.done);
  }
  return answers;
}
const revokedIn = async (answer: PullResponse) => {
  const document = answer.pages.lists.upserts.find((list) => list.kind === 'revocation');
  const roots = house.ring.roots.map((root) => root.publicKey);
  const now = Math.floor(house.clock.at / 1000);
  const trust = await openTrustList((await house.ring.trustList(now)).document, roots, null, verifySignature);
  if (document === undefined || !trust.ok) throw new Error('no list');
  const list = await openRevocationList(document, trust.value, null, HN, verifySignature);
  if (!list.ok) throw new Error(list.error);
  return list.value;
};

test("a new tablet gets passes that verify, their crossing's events and process; then nothing twice", async () => {
  const declared = await house.declare();
  const tablet = await house.tablet();
  const { pages } = await tablet.pull(house.exchange);
  const [record] = pages.passes.upserts;
  expect(record).toMatchObject({
    passId: declared.passId,
    status: 'live',
    revision: 0,
    goodsName: 'Xoài tươi',
  });
  const decoded = decodePass(record?.token ?? '');
  if (decoded.kind !== 'decoded') throw new Error(decoded.kind);
  const now = Math.floor(house.clock.at / 1000);
  const { list } = await house.ring.trustList(now);
  expect(
    await verifyPass(decoded.pass, list, { nowSeconds: now, gateId: HN }, verifySignature),
  ).toMatchObject({
    kind: 'genuine',
  });
  expect(pages.events.upserts.map((one) => one.type)).toEqual(['crossing.declared', 'pass.issued']);
  expect(pages.processes.upserts.map((one) => one.id)).toEqual([record?.process.id]);

  const again = await tablet.pull(house.exchange);
  for (const page of Object.values(again.pages))
    expect(page).toMatchObject({ upserts: [], count: 0, done: true });
});

test("others' events come, own ones do not", async () => {
  const declared = await house.declare();
  const [left, right] = [await house.tablet(), await house.tablet('customs')];
  await pullAll(left);
  await pullAll(right);
  left.confirm(declared.crossingId, 'gate-entry');
  await left.push(house.exchange);
  expect((await right.pull(house.exchange)).pages.events.upserts.map((one) => one.id)).toEqual([
    left.events[0]?.id,
  ]);
  expect((await left.pull(house.exchange)).pages.events.upserts).toEqual([]);
});

test('pages: each row once, in the order of the log, cursors never skip', async () => {
  const before = await pullAll(await house.tablet());
  const known = before.flatMap((answer) => answer.pages.events.upserts).length;
  const writer = await house.tablet();
  const declared = await house.declare();
  for (let batch = 0; batch < 6; batch++) {
    for (let n = 0; n < 200; n++) writer.confirm(declared.crossingId, 'called');
    await writer.push(house.exchange, writer.events.slice(batch * 200), batch * 200 + 1);
  }
  const reader = await house.tablet();
  const answers = await pullAll(reader);
  expect(answers.length).toBeGreaterThanOrEqual(3);
  const ids = answers.flatMap((answer) => answer.pages.events.upserts.map((one) => one.id));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toHaveLength(known + 2 + 1200);
  expect(ids.slice(-1200)).toEqual(writer.events.map((one) => one.id));
  for (const { pages } of answers) expect(pages.events.count).toBe(pages.events.upserts.length);
});

describe('revocation', () => {
  test("is in the list of the next pull, the event names that list's version, the pass row changes", async () => {
    const declared = await house.declare();
    const tablet = await house.tablet();
    await pullAll(tablet);
    const revocation = { gateId: HN, passId: declared.passId, reason: 'sold', actor: 'supervisor-1' };
    const revoke = () => house.gate((tx) => revokePass(tx, house.ring, revocation, house.clock.at));
    expect(await revoke()).toEqual({ ok: true, value: null });
    expect(await revoke()).toEqual({ ok: false, error: 'already-revoked' });
    expect(
      await house.gate((tx) =>
        revokePass(tx, house.ring, { ...revocation, passId: 'f'.repeat(32) as never }, house.clock.at),
      ),
    ).toEqual({ ok: false, error: 'unknown' });

    const answer = await tablet.pull(house.exchange);
    const list = await revokedIn(answer);
    expect(list.passIds).toEqual([declared.passId]);
    const [event] = answer.pages.events.upserts;
    expect(event).toMatchObject({ type: 'pass.revoked', lists: { revocation: list.version } });
    expect(answer.pages.passes.upserts).toMatchObject([{ passId: declared.passId, status: 'revoked' }]);
  });

  test('admitted after it, with a list that could know: serious; with an older one: a warning', async () => {
    for (const [held, severity] of [
      [1, 'warning'],
      [1_000_000_000, 'serious'],
    ] as const) {
      house.clock.at += 3_600_000; // past every clock that this gate has heard
      const declared = await house.declare();
      await house.gate((tx) =>
        revokePass(
          tx,
          house.ring,
          { gateId: HN, passId: declared.passId, reason: 'sold', actor: 's' },
          house.clock.at,
        ),
      );
      const tablet = await house.tablet();
      tablet.wall = house.clock.at + 10_000;
      tablet.confirm(declared.crossingId, 'gate-entry', {
        passId: declared.passId,
        verdict: 'proceed',
        lists: { keys: 1, revocation: held, passes: 1 },
      });
      const answer = await tablet.push(house.exchange);
      expect(answer.incidents.map((one) => [one.kind, one.severity])).toEqual([
        ['admitted-after-revocation', severity],
      ]);
    }
  });

  test('an unchanged list is signed again when it grows old, so that a tablet online never shows an old one', async () => {
    const tablet = await house.tablet();
    const first = await revokedIn(await tablet.pull(house.exchange));
    house.clock.at += 60_000;
    expect((await tablet.pull(house.exchange)).pages.lists.upserts).toEqual([]);
    house.clock.at += 10 * 60_000;
    const later = await revokedIn(await tablet.pull(house.exchange));
    expect(later.version).toBeGreaterThan(first.version);
    expect(later.issuedAt).toBe(Math.floor(house.clock.at / 1000));
    expect(later.passIds).toEqual(first.passIds);
  });

  test('many tablets that ask at once get one new version', async () => {
    house.clock.at += 10 * 60_000;
    const tablets = await Promise.all([1, 2, 3, 4, 5].map(() => house.tablet()));
    const versions = await Promise.all(
      tablets.map(async (tablet) => (await revokedIn(await tablet.pull(house.exchange))).version),
    );
    expect(new Set(versions).size).toBe(1);
    const rows = await house.database.owner
      .select()
      .from(signedDocument)
      .where(eq(signedDocument.issuedAt, Math.floor(house.clock.at / 1000) * 1000));
    expect(rows.filter((row) => row.kind === 'revocation')).toHaveLength(1);
  });
});

test('a reissued pass is the same pass in its next revision', async () => {
  const declared = await house.declare();
  const tablet = await house.tablet();
  await pullAll(tablet);
  const binding = { ...declared.order.binding, plate: '29H77777' };
  const second = await house.gate((tx) =>
    issuePass(tx, house.ring, HN, { ...declared.order, binding, passId: declared.passId }, house.clock.at),
  );
  expect(second).toMatchObject({ passId: declared.passId, revision: 1 });
  const { upserts } = (await tablet.pull(house.exchange)).pages.passes;
  expect(upserts).toMatchObject([
    { passId: declared.passId, revision: 1, status: 'live', token: second.token },
  ]);
});

test('a cursor ahead of the centre (restored from a backup) must start anew, and only that stream', async () => {
  const tablet = await house.tablet();
  await pullAll(tablet);
  const sound = { ...tablet.cursors };
  tablet.cursors = { ...sound, events: sound.events + 1, incidents: sound.passes + 1_000_000 };
  const answer = await tablet.pull(house.exchange);
  expect(answer.mustRefetch).toEqual(['events', 'incidents']);
  expect(answer.pages.events).toMatchObject({ upserts: [], next: 0, done: false });
  await pullAll(tablet);
  expect(tablet.cursors.events).toBe(sound.events);
});

test('EV-20 a mark that is not in the chain: the centre was set back, and all is read anew', async () => {
  const tablet = await house.tablet();
  await pullAll(tablet);
  const answer = await tablet.pull(house.exchange);
  const { mark, epoch } = answer;
  if (mark === null || mark === undefined) throw new Error('no mark');
  const ask = async (brought: typeof mark) => {
    const { gateId, cursors } = tablet;
    const body = { protocol: 2, device: tablet.id, gateId, cursors, mark: brought, epoch, t0: tablet.wall };
    const response = await answerPull(house.exchange, await tablet.request('/api/sync/pull', body));
    return pullResponseSchema.parse(await response.json()).mustRefetch;
  };
  expect(await ask(mark)).toEqual([]);
  // The same position in another history, however far it has counted on since.
  expect(await ask({ ...mark, hash: 'a'.repeat(64) as typeof mark.hash })).toEqual([...STREAMS]);
  expect(await ask({ ...mark, position: mark.position + 1 })).toEqual([...STREAMS]);
});

test('EV-20 changes and list versions run with the clock: none is given out twice by a centre set back', async () => {
  const tablet = await house.tablet();
  const [first] = await pullAll(tablet);
  await house.declare();
  const next = await tablet.pull(house.exchange);
  expect(next.pages.passes.next).toBeGreaterThanOrEqual(house.clock.at);
  const list = first?.pages.lists.upserts.find((one) => one.kind === 'revocation');
  expect(list?.version).toBeGreaterThan(MORNING / 10_000 - 1);
});

test('what ended more than three days ago leaves the tablets', async () => {
  const declared = await house.declare();
  const tablet = await house.tablet();
  await pullAll(tablet);
  await house.gate((tx) =>
    recordEvents(
      tx,
      HN,
      [
        {
          ...tablet.envelope(declared.crossingId),
          agency: null,
          type: 'crossing.cancelled',
          body: { reason: 'firm' },
        },
      ],
      house.clock.at,
    ),
  );
  expect((await tablet.pull(house.exchange)).pages.passes.upserts).toMatchObject([{ status: 'used-up' }]);
  house.clock.at += 80 * 3_600_000;
  const late = await house.tablet();
  const [first] = await pullAll(late);
  expect(first?.pages.passes.tombstones).toContain(declared.passId);
  expect(first?.pages.passes.upserts.map((one) => one.passId)).not.toContain(declared.passId);
});

test('two open transactions: the later number waits for the earlier one, so no cursor passes it (invariant 11)', async () => {
  const tablet = await house.tablet();
  await pullAll(tablet);
  let commitSlow = () => {};
  const held = new Promise<void>((resolve) => {
    commitSlow = resolve;
  });
  let slowWrote = () => {};
  const written = new Promise<void>((resolve) => {
    slowWrote = resolve;
  });
  const slow = inGate(house.database.app, { gateId: HN, actor: 'slow' }, async (tx) => {
    const declared = await declareCrossing(tx, house.ring, { plate: '98A11111', now: house.clock.at });
    slowWrote();
    await held;
    return declared;
  });
  await written;
  const quick = house.declare('98A22222');

  // While the first is open, the second cannot have committed a higher number.
  await expect
    .poll(async () => {
      const [waiting] = await house.database.owner.execute<{ n: number }>(
        sql`select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return waiting?.n;
    })
    .toBeGreaterThan(0);
  const during = await tablet.pull(house.exchange);
  expect(during.pages.events.upserts).toEqual([]);
  expect(during.pages.passes.upserts).toEqual([]);

  commitSlow();
  const [first, second] = await Promise.all([slow, quick]);
  const after = await pullAll(tablet);
  expect(after.flatMap((answer) => answer.pages.passes.upserts.map((one) => one.passId))).toEqual([
    first.passId,
    second.passId,
  ]);
  const [row] = await house.database.owner.select().from(pass).where(eq(pass.passId, second.passId));
  expect(tablet.cursors.passes).toBeGreaterThanOrEqual(row?.change ?? Number.POSITIVE_INFINITY);
});

test('readers that pull all the time while many write at once see every event exactly once (invariant 11)', async () => {
  const reader = await house.tablet();
  await pullAll(reader);
  const writers = await Promise.all([1, 2, 3, 4].map(() => house.tablet()));
  const crossings = await Promise.all(writers.map(() => house.declare()));
  let writing = true;
  const seen: string[] = [];
  const reading = (async () => {
    for (let last = false; ; last = !writing) {
      const { pages } = await reader.pull(house.exchange);
      seen.push(...pages.events.upserts.map((one) => one.id));
      if (last && pages.events.upserts.length === 0) return;
    }
  })();
  await Promise.all(
    writers.map(async (writer) => {
      for (let round = 0; round < 8; round++) {
        const at = writer.events.length;
        for (const { crossingId } of crossings) writer.confirm(crossingId, 'called');
        await writer.push(house.exchange, writer.events.slice(at), at + 1);
      }
    }),
  );
  writing = false;
  await reading;
  const written = writers.flatMap((writer) => writer.events.map((one) => one.id));
  expect(new Set(seen).size).toBe(seen.length);
  expect(written.filter((id) => !seen.includes(id))).toEqual([]);
});

test('PS-15 a revoked pass stays listed for thirty days past its far bound: late alone is not as bad', async () => {
  const declared = await house.declare();
  const revocation = { gateId: HN, passId: declared.passId, reason: 'sold', actor: 'supervisor-1' };
  await house.gate((tx) => revokePass(tx, house.ring, revocation, house.clock.at));
  const read = decodePass(declared.token);
  if (read.kind !== 'decoded') throw new Error('no pass');
  const farBound = read.pass.claims.notAfter * 1000;
  for (const [days, isListed] of [
    [29, true],
    [31, false],
  ] as const) {
    house.clock.at = farBound + days * 86_400_000;
    const answer = await (await house.tablet()).pull(house.exchange);
    expect((await revokedIn(answer)).passIds.includes(declared.passId)).toBe(isListed);
  }
});
