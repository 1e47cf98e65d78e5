import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { fromBase64url, toBase64url } from '@/domain/shared/base64url';
import { stepIdSchema } from '@/domain/shared/identity';
import { chainEvent, emptyTail } from '@/domain/sync/chain';
import type { Incident } from '@/domain/sync/incident';
import type { PullResponse } from '@/domain/sync/protocol';
import { declaredBody } from '@/domain/testing/build-events';
import { verifyWithNode } from '@/domain/testing/pass-keys';
import { dexieStore } from '../store/dexie-store';
import { memoryStore } from '../store/memory-store';
import { passRowOf, preparePage, seenPassRow } from '../sync/prepare-page';
import { createTablet } from '../tablet';
import { createCentre } from '../testing/centre';
import {
  claimsNo,
  plateNo,
  ROOTS,
  recordNo,
  SAMPLE_NOW,
  tokenNo,
  trustDocument,
} from '../testing/sample-passes';
import { crossingNo, deviceNo, enrolmentOf, eventNo, gateHN, passNo } from '../testing/samples';
import { createDeviceKey, signAsDevice, verifyInJavaScript, verifySignature } from './device-key';
import { beginRoster, makePin, openByPassphrase, openOfficers, readRoster, withOfficer } from './roster';
import { openAtCentre, sealToCentre } from './seal-to-centre';
import { tryPassphrase } from './try-passphrase';
import { afterFailure, noFailures, waitLeftMs } from './unlock-guard';
import { createVault, type RandomBytes } from './vault';

const random: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));
/** The real count is 600,000: tests do not wait for it. */
const FEW = 1000;
const HOA = { id: 'officer-1', name: 'Lý Thị Hoa', signedInAt: 7, pin: null };

const emptyPages = (): PullResponse['pages'] => {
  const none = { upserts: [], tombstones: [], next: 1, done: true, count: 0 };
  return { passes: none, events: none, lists: none, processes: none, incidents: none };
};

describe('vault', () => {
  test('OF-20 opens with its passphrase alone, however its diacritics are composed', async () => {
    const { roster, vault } = await beginRoster(HOA, 'Cửa khẩu 12', random, FEW);
    const sealed = await vault.seal({ plate: '51C12345' });
    const again = (await openByPassphrase(roster, 'Cửa khẩu 12'.normalize('NFD'), random))?.vault;
    expect(await again?.open(sealed)).toEqual({ plate: '51C12345' });
    expect(again?.index('51C12345')).toBe(vault.index('51C12345'));
    expect(await openByPassphrase(roster, 'Cua khau 12', random)).toBeNull();
  });

  test('OF-19 another vault opens nothing and indexes otherwise; a flipped bit opens nothing', async () => {
    const [vault, other] = [await createVault(random), await createVault(random)];
    const sealed = await vault.seal('x');
    await expect(other.open(sealed)).rejects.toThrow();
    expect(other.index('51C12345')).not.toBe(vault.index('51C12345'));
    sealed[20] = (sealed[20] ?? 0) ^ 1;
    await expect(vault.open(sealed)).rejects.toThrow();
  });

  test('OF-27 several officers open the same data, each by the own passphrase, and none is named', async () => {
    const begun = await beginRoster(HOA, 'ca đêm của Hoa', random, FEW);
    const mai = { id: 'officer-2', name: 'Lò Thị Mai', signedInAt: 8, pin: await makePin('2580', random) };
    const { roster } = await withOfficer(begun.roster, begun.vault, mai, 'ca sáng của Mai', random);
    const sealed = await begun.vault.seal('51C12345');
    const [byHoa, byMai] = [
      await openByPassphrase(roster, 'ca đêm của Hoa', random),
      await openByPassphrase(roster, 'ca sáng của Mai', random),
    ];
    expect(byHoa?.key).not.toBe(byMai?.key);
    expect(await byMai?.vault.open(sealed)).toBe('51C12345');
    const rest = new TextDecoder('latin1').decode(
      Uint8Array.from(roster.officers.flatMap((row) => [...row.sealed, ...row.wrapped])),
    );
    for (const secret of ['Mai', '2580', 'officer-2']) expect(rest).not.toContain(secret);
    // Known again: the new passphrase replaces the old one, nobody stands twice.
    const again = await withOfficer(roster, begun.vault, mai, 'ca tối của Mai', random);
    expect(again.roster.officers).toHaveLength(2);
    expect(await openByPassphrase(again.roster, 'ca sáng của Mai', random)).toBeNull();
  });

  test('OF-27 a tablet of before, with one passphrase and one officer, opens as it did', async () => {
    const { roster, vault } = await beginRoster(HOA, 'ca đêm của Hoa', random, FEW);
    const [row] = roster.officers;
    if (row === undefined) throw new Error('no officer');
    const store = memoryStore();
    const { salt, iterations } = roster;
    await store.write({
      vault: { salt, iterations, wrapped: row.wrapped },
      officer: await vault.seal({ id: 'officer-1', name: 'Lý Thị Hoa' }),
    });
    const read = await readRoster(store);
    const opened = read === null ? null : await openByPassphrase(read, 'ca đêm của Hoa', random);
    expect(read === null || opened === null ? null : await openOfficers(read, opened.vault)).toMatchObject([
      { id: 'officer-1', name: 'Lý Thị Hoa', signedInAt: null, pin: null },
    ]);
  });

  test('OF-20 wrong passphrases slow down: three tries are free, then 5 s doubling to 5 min', () => {
    let guard = noFailures;
    const waits = Array.from({ length: 11 }, () => {
      guard = afterFailure(guard, 1000);
      return waitLeftMs(guard, 1000) / 1000;
    });
    expect(waits).toEqual([0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300]);
    expect(waitLeftMs({ failures: 3, waitUntil: 10 ** 13 }, 0)).toBe(5000);
    expect(waitLeftMs({ failures: 1, waitUntil: 10 ** 13 }, 0)).toBe(0);
  });

  test('OF-20 a wait that a clock a day ahead has set is over after one wait, not after a day', async () => {
    const store = memoryStore();
    const roster = { salt: new Uint8Array(16), iterations: 1, officers: [] };
    const day = 86_400_000;
    let now = day;
    const attempt = async () => (await tryPassphrase(store, roster, 'wrong', random, () => now)).kind;
    for (let n = 0; n < 3; n += 1) expect(await attempt()).toBe('wrong');
    expect(await attempt()).toBe('wait');
    // The clock is set right.
    now = 1000;
    expect(await attempt()).toBe('wait');
    now += 4000;
    expect(await attempt()).toBe('wait');
    now += 1001;
    expect(await attempt()).toBe('wrong');
  });
});

describe('seal to the centre', () => {
  test('OF-19 only the centre opens what an officer typed; twice the same is sealed differently', async () => {
    const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
    const publicKey = toBase64url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
    const sealed = await sealToCentre(publicKey, { note: 'tài xế Nguyễn Văn A' });
    expect(await openAtCentre(pair.privateKey, sealed)).toEqual({ note: 'tài xế Nguyễn Văn A' });
    expect(await sealToCentre(publicKey, { note: 'tài xế Nguyễn Văn A' })).not.toBe(sealed);
    const bytes = fromBase64url(sealed) ?? new Uint8Array();
    for (const at of [3, 70, bytes.length - 1]) {
      const flipped = bytes.slice();
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      expect(await openAtCentre(pair.privateKey, toBase64url(flipped))).toBeNull();
    }
  });
});

describe('device key', () => {
  test('signs, cannot be taken out, and verifies alike with and without WebCrypto', async () => {
    const { privateKey, publicKey } = await createDeviceKey();
    const message = new TextEncoder().encode('POST /api/sync/push');
    const signature = fromBase64url(await signAsDevice(privateKey, message)) ?? new Uint8Array();
    const raw = fromBase64url(publicKey) ?? new Uint8Array();
    expect(privateKey.extractable).toBe(false);
    expect(await verifySignature(raw, message, signature)).toBe(true);
    expect(verifyInJavaScript(raw, message, signature)).toBe(true);
    message[0] = 0;
    expect(await verifySignature(raw, message, signature)).toBe(false);
    expect(verifyInJavaScript(raw, message, signature)).toBe(false);
    expect(await verifySignature(raw.slice(1), message, signature)).toBe(false);
  });
});

/** Everything IndexedDB holds, as one text: strings as they are, bytes as Latin letters. */
async function dumpOf(name: string): Promise<string> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const all = [...db.objectStoreNames].map(
    (store) =>
      new Promise<unknown[]>((resolve) => {
        const request = db.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => resolve(request.result);
      }),
  );
  const rows = (await Promise.all(all)).flat();
  db.close();
  expect(rows.length).toBeGreaterThan(8);
  const show = (_: string, value: unknown) =>
    value instanceof Uint8Array
      ? new TextDecoder('latin1').decode(value) + new TextDecoder().decode(value)
      : value;
  return JSON.stringify(rows, show);
}

test('OF-19 after a shift a locked tablet holds no plate, name or declaration number in clear', async () => {
  const store = dexieStore('at-rest');
  const { roster, vault } = await beginRoster(HOA, 'đêm ở Hữu Nghị', random, FEW);
  const key = await createDeviceKey();
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  const sealingKey = toBase64url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
  const enrolment = { ...enrolmentOf(deviceNo(1)), roots: ROOTS, sealingKey };
  const officer = { id: 'officer-1', name: 'Lý Thị Hoa' };
  await store.enrol({
    enrolment,
    roster,
    guard: noFailures,
    deviceKey: key.privateKey,
  });

  const centre = createCentre({ gateId: gateHN, now: () => SAMPLE_NOW, pageSize: 50 });
  const body = declaredBody();
  const declared = chainEvent(
    emptyTail(deviceNo(9)),
    {
      gateId: gateHN,
      actor: null,
      agency: null,
      shift: null,
      crossingId: crossingNo(1),
      passId: null,
      step: null,
      direction: 'export',
      verdict: null,
      codes: [],
      lists: null,
      sealed: null,
      type: 'crossing.declared',
      body: { ...body, binding: { ...body.binding, plate: plateNo(1) } },
    },
    { id: eventNo(1), wall: SAMPLE_NOW, mono: 0, boot: 'c', offset: 0 },
  );
  centre.publish({ kind: 'list', document: await trustDocument() });
  centre.publish({ kind: 'event', event: declared.event });
  centre.publish({ kind: 'pass', record: await recordNo(1) });
  const tablet = createTablet({
    store,
    enrolment,
    vault,
    officer,
    shift: 'shift-1',
    transport: {
      push: async (request) => ({ kind: 'answer', value: centre.push(request) }),
      pull: async (request) => ({ kind: 'answer', value: centre.pull(request) }),
    },
    clock: { wall: () => SAMPLE_NOW, mono: () => 0, boot: 'b' },
    random,
    verify: verifyWithNode,
  });
  expect(await tablet.exchange()).toEqual({ kind: 'done' });
  const { vehicle } = await tablet.scan(await tokenNo(1), 'camera');
  await tablet.scan(await tokenNo(7), 'camera');
  await tablet.confirmSteps(vehicle, [stepIdSchema.parse('gate-entry')], 'Tài xế Hoàng Văn Thắng say rượu');
  await tablet.placeHold(vehicle, 'driver', 'giữ xe của Hoàng Văn Thắng');
  expect((await tablet.lookUp(plateNo(1))).length).toBe(1);

  const dump = await dumpOf('at-rest');
  const claims = claimsNo(1);
  const secrets = [
    plateNo(1),
    plateNo(7),
    ...Object.values(claims.binding).filter((value) => value !== null),
    body.binding.customsDeclaration,
    claims.driver,
    'Thắng',
    officer.name,
    body.firm.name,
    'Xuân Cương',
    body.goods.name,
    'say rượu',
    (await tokenNo(1)).slice(0, 40),
    'đêm ở Hữu Nghị',
  ];
  for (const secret of secrets) expect(dump.includes(String(secret)), String(secret)).toBe(false);
  // The dump does see what is there in clear.
  for (const known of ['pass.scanned', passNo(1), 'Barrier 1']) expect(dump).toContain(known);

  const knock = (passphrase: string) => tryPassphrase(store, roster, passphrase, random, () => SAMPLE_NOW);
  expect((await knock('đêm ở Hữu Nghị')).kind).toBe('opened');
  expect((await knock('wrong again')).kind).toBe('wrong');

  const typed = (await store.recent(9)).flatMap(({ event }) => event.sealed ?? []);
  expect(await Promise.all(typed.map((text) => openAtCentre(pair.privateKey, text)))).toEqual([
    { note: 'giữ xe của Hoàng Văn Thắng' },
    { note: 'Tài xế Hoàng Văn Thắng say rượu' },
  ]);
});

test('OF-19 a sealed row says nothing of its pass but an id, keyed hashes and whether it is in force', async () => {
  const vault = await createVault(random);
  for (const [row, more] of [
    [await passRowOf(await recordNo(1), vault), ['isDead']],
    [await seenPassRow(claimsNo(1), await tokenNo(1), vault), []],
  ] as const) {
    expect(Object.keys(row).sort()).toEqual(['crossingId', ...more, 'keys', 'passId', 'sealed']);
    expect(row.keys).toContain(vault.index(plateNo(1)));
  }
});

test('OF-19 of an incident that was resolved a tablet keeps the fact and not what was written about it', async () => {
  const resolved = { reason: 'đã xem xe 29H-123.45', by: 'supervisor', at: 7 };
  const pages = emptyPages();
  const incident = { id: '0'.repeat(32), resolved } as unknown as Incident;
  const told = { ...pages, incidents: { ...pages.incidents, upserts: [incident] } };
  const page = await preparePage('incidents', 0, told, {
    vault: await createVault(random),
    device: deviceNo(1),
    ownEvent: async () => null,
    trusted: async () => [],
    now: () => 0,
  });
  expect(page.upserts).toEqual([{ ...incident, resolved: { ...resolved, reason: '' } }]);
});
