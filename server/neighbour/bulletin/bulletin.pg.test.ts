import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inGate } from '@/db/client';
import { neighbourBulletin } from '@/db/schema/neighbour';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { missingOf } from '@/domain/neighbour/bulletin';
import { BYTES_PER_CODE, paperOf, qrTexts } from '@/domain/neighbour/bulletin-qr';
import { fingerprintOf } from '@/domain/neighbour/fingerprint';
import { contentOf, statementOf } from '@/domain/neighbour/statement';
import { environmentOf } from '@/server/env';
import { currentPlan } from '@/server/flow/read-flow-plan';
import { insertPlan } from '@/server/flow/write-flow-plan';
import { TT } from '@/server/testing/api-house';
import { type GateHouse, gateHouse, HN } from '@/server/testing/gate-house';
import { CN, VN } from '@/server/testing/neighbour-house';
import { hasPaperReaders } from '@/server/testing/paper-readers';
import { acceptStatements } from '../accept-statements';
import { sideOf } from '../current-link';
import type { Link } from '../link';
import { openOwnKeys } from '../own-keys';
import { confirmKey } from '../their-keys';
import { bulletinFile, bulletinText } from './bulletin-file';
import { currentBulletin } from './current-bulletin';
import { makeOwnBulletin, readOwnBulletin, readOwnWords } from './make-bulletin';
import { previewBulletin, takeBulletin } from './take-bulletin';

const HOUR = 3_600_000;
let house: GateHouse;
let far: TestDatabase;
let folder: string;
let ours: Link;
/** The other country: an installation of its own. */
let theirs: Link;

beforeAll(async () => {
  [house, far] = [await gateHouse(), await testDatabase()];
  folder = await mkdtemp(join(tmpdir(), 'far-keys-'));
  ours = await house.neighbour();
  theirs = {
    ...sideOf(environmentOf({ NEIGHBOUR_SELF: CN, NEIGHBOUR_OTHER: VN })),
    db: far.app,
    now: () => house.clock.at,
    keys: await openOwnKeys(folder),
  };
});
afterAll(async () => {
  await Promise.all([house.close(), far.close()]);
  await rm(folder, { recursive: true, force: true });
});

const fileOf = async (link: Link, gateId = HN) => {
  const bulletin = await makeOwnBulletin(link, { gateId, by: 'test' });
  return { bulletin, sheet: { way: 'file', text: bulletinText(bulletin) } as const };
};
const faultOf = (result: { ok: boolean; error?: { fault: string } }) =>
  result.ok ? null : result.error?.fault;

describe('BU a sheet between two installations', () => {
  test('BU-4 a key that nobody compared: nothing is taken, its fingerprint is shown, and it counts once it was read out', async () => {
    const { sheet } = await fileOf(theirs);
    const refused = await previewBulletin(ours, { gateId: HN, sheet });
    const { publicKey } = await theirs.keys.current();
    const fingerprint = fingerprintOf(publicKey);
    expect(refused).toMatchObject({ ok: false, error: { fault: 'unknown-key', key: { fingerprint } } });
    expect(faultOf(await takeBulletin(ours, { gateId: HN, sheet, by: 'test' }))).toBe('unknown-key');
    const keyId = refused.ok ? '' : (refused.error.key?.keyId ?? '');
    const confirm = (typed: string) =>
      confirmKey(ours.db, { source: CN, keyId, fingerprint: typed, by: 'test' }, ours.now());
    expect(await confirm(fingerprint.replaceAll(/[0-9a-f]/g, '0'))).toMatchObject({ ok: false });
    expect(await confirm(fingerprint.toUpperCase().replaceAll(' ', ''))).toMatchObject({ ok: true });
    expect((await previewBulletin(ours, { gateId: HN, sheet })).ok).toBe(true);
  });

  test('BU-5 looked at first, then taken: the plan is as it was foretold, a second time it is a repeat', async () => {
    const { bulletin, sheet } = await fileOf(theirs);
    const preview = await previewBulletin(ours, { gateId: HN, sheet });
    if (!preview.ok) throw new Error(preview.error.fault);
    expect(preview.value).toMatchObject({ missing: 0, fresh: bulletin.events.length });
    expect(preview.value.before.export.neighbour.source).toBe('assumed');
    const { neighbour } = preview.value.after.export;
    expect(neighbour).toMatchObject({ source: 'told', channel: 'sheet', toldBy: CN });
    // Looking changes nothing.
    expect(await previewBulletin(ours, { gateId: HN, sheet })).toEqual(preview);
    const taken = await takeBulletin(ours, { gateId: HN, sheet, by: 'test' });
    expect(taken).toEqual({ ok: true, value: { fresh: bulletin.events.length, known: 0 } });
    expect(faultOf(await takeBulletin(ours, { gateId: HN, sheet, by: 'test' }))).toBe('replayed');
    expect(faultOf(await previewBulletin(ours, { gateId: HN, sheet }))).toBe('replayed');
    const next = await fileOf(theirs);
    const after = await previewBulletin(ours, { gateId: HN, sheet: next.sheet });
    expect(after).toMatchObject({ ok: true, value: { before: { export: { neighbour } } } });
  });

  test('both sides are seen side by side: ours is what a bulletin would carry, and nothing of a gate that was silent for a day', async () => {
    const { bulletin } = await fileOf(theirs);
    const words = (now: number) =>
      inGate(theirs.db, { gateId: HN, actor: null }, (tx) => readOwnWords(tx, HN, now));
    const now = theirs.now();
    expect(await words(now)).toMatchObject({ contents: bulletin.events.map(contentOf) });
    expect((await words(now))?.madeAt).toBeLessThanOrEqual(now);
    expect(await words(now + 25 * HOUR)).toBeNull();
  });

  test('BU-5 what the link has brought the sheet does not bring again', async () => {
    house.clock.at += 6 * 60_000;
    const { bulletin, sheet } = await fileOf(theirs);
    const statements = bulletin.events.map((event) =>
      statementOf(event, { level: 'machine', heardAt: house.clock.at }),
    );
    await acceptStatements({ db: ours.db, own: 'vn' }, statements, house.clock.at);
    expect(await takeBulletin(ours, { gateId: HN, sheet, by: 'test' })).toEqual({
      ok: true,
      value: { fresh: 0, known: statements.length },
    });
  });

  test('BU-2 our own, another gate’s, an expired and a changed one are refused, each in its word', async () => {
    const { bulletin, sheet } = await fileOf(theirs);
    const ask = async (text: string, gateId = HN) =>
      faultOf(await previewBulletin(ours, { gateId, sheet: { way: 'file', text } }));
    expect(await ask((await fileOf(ours)).sheet.text)).toBe('own');
    expect(await ask(sheet.text, TT)).toBe('other-gate');
    expect(await ask(bulletinText({ ...bulletin, number: bulletin.number + 1 }))).toBe('tampered');
    house.clock.at += 5 * HOUR;
    expect(await ask(sheet.text)).toBe('expired');
    house.clock.at -= 5 * HOUR;
  });

  test.skipIf(!hasPaperReaders)(
    'BU-3 the print: two languages, both clocks, embedded faces; its codes, read by another reader, are taken',
    async () => {
      for (let n = 0; n < 12; n += 1) await house.declare();
      house.clock.at += 60_000;
      const file = await bulletinFile(theirs, { gateId: HN, number: null, format: 'pdf', by: 'test' });
      if (!file.ok) throw new Error(file.error);
      const bulletin = await readOwnBulletin(theirs, HN, null);
      if (bulletin === null) throw new Error('no bulletin');
      const bytes = Buffer.from(file.value.data, 'base64');
      expect(bytes.length).toBeLessThan(150_000);
      const paper = mkdtempSync(join(tmpdir(), 'bulletin-'));
      try {
        const pdf = join(paper, 'sheet.pdf');
        writeFileSync(pdf, bytes);
        const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
        expect(text).toContain('Thông báo luồng');
        expect(text).toContain('通关通告');
        expect(text).toContain('Hữu Nghị');
        expect(text).toContain('友谊关');
        expect(text).toMatch(/22\/11 09:\d\d \/ 10:\d\d/);
        expect(text).toContain(fingerprintOf((await theirs.keys.current()).publicKey));
        expect(bytes.toString('latin1')).not.toContain('/Helvetica');
        execFileSync('pdftoppm', ['-r', '200', '-gray', pdf, join(paper, 'page')]);
        const pages = readdirSync(paper).filter((name) => name.startsWith('page'));
        const codes = pages.flatMap((name) =>
          // A page without a code is an answer too.
          spawnSync('zbarimg', ['-q', '--raw', '-Sdisable', '-Sqrcode.enable', join(paper, name)], {
            encoding: 'utf8',
          })
            .stdout.split('\n')
            .filter((line) => line !== ''),
        );
        expect(codes.toSorted()).toEqual(qrTexts(bulletin).toSorted());
        expect(codes.every((code) => code.length < BYTES_PER_CODE * 1.5 + 20)).toBe(true);
        const taken = await takeBulletin(ours, { gateId: HN, sheet: { way: 'print', codes }, by: 'test' });
        expect(taken).toMatchObject({ ok: true });
        expect(missingOf(paperOf(bulletin))).toBe(0);
      } finally {
        rmSync(paper, { recursive: true, force: true });
      }
    },
    60_000,
  );

  test('BU-7 the public one is made once for a crowd, carries no list of vehicles, and verifies', async () => {
    const crowd = await Promise.all(Array.from({ length: 5 }, () => currentBulletin(theirs, { gateId: TT })));
    expect(new Set(crowd.map(({ bulletin }) => bulletin.number)).size).toBe(1);
    const [{ bulletin } = { bulletin: null }] = crowd;
    expect(bulletin?.events.some(({ type }) => /manifest|receipt|agreement/.test(type))).toBe(false);
    const sheet = { way: 'file', text: JSON.stringify(bulletin) } as const;
    expect((await previewBulletin(ours, { gateId: TT, sheet })).ok).toBe(true);
  });

  test('BU-10 the public one is kept anew when it says something else or is about to end, else its age is told', async () => {
    const look = async () => {
      const { bulletin, lookedAt } = await currentBulletin(theirs, { gateId: TT });
      return { number: bulletin.number, saidAt: Date.parse(bulletin.saidAt), lookedAt };
    };
    const kept = () =>
      inGate(
        theirs.db,
        { gateId: TT, actor: null },
        async (tx) =>
          (await tx.select().from(neighbourBulletin)).filter(({ gateId }) => gateId === TT).length,
      );
    const first = await look();
    const before = await kept();
    for (let n = 0; n < 4; n += 1) {
      house.clock.at += 10 * 60_000;
      expect(await look()).toEqual({ ...first, lookedAt: house.clock.at });
      // Who comes soon after is told when it was looked.
      house.clock.at += 60_000;
      expect(await look()).toEqual({ ...first, lookedAt: house.clock.at - 60_000 });
    }
    expect(await kept()).toBe(before);
    await inGate(theirs.db, { gateId: TT, actor: 'test' }, async (tx) => {
      const { version, content } = await currentPlan(tx, TT);
      const stop = { gates: null, routes: null, directions: null, class: 'livestock', perHour: 0 } as const;
      const levers = [{ ...stop, from: house.clock.at, to: null, reason: 'x' }];
      const by = { madeAt: house.clock.at, madeBy: 'test', reason: 'x', sameAs: null };
      await insertPlan(tx, TT, { version: version + 1, ...by, content: { ...content, levers } });
    });
    house.clock.at += 10 * 60_000;
    const changed = { number: first.number + 1, saidAt: house.clock.at, lookedAt: house.clock.at };
    expect(await look()).toEqual(changed);
    house.clock.at += 3 * HOUR + 60_000;
    expect((await look()).number).toBe(first.number + 2);
    expect(await kept()).toBe(before + 2);
  });
});
