import { randomBytes } from 'node:crypto';
import type { APIRequestContext, Browser, Page } from '@playwright/test';
import * as z from 'zod';
import { ACTIONS } from '@/domain/access/actions';
import { PROTOCOL_VERSION } from '@/domain/sync/protocol';
import type { SignIn } from '@/scripts/start/announce';
import { askApi, declare, submissionOf } from './fixtures/ask-api';
import { ask } from './fixtures/centre-log';
import { personOf } from './fixtures/people';
import { signIn } from './fixtures/sign-in';
import type { Stack } from './fixtures/stack';
import { expect, test } from './fixtures/test';

/** AC-2: what is not allowed is forbidden, through the real server, with the sessions that browsers hold. */
const HN = { gateId: 'HN' };
const NOBODYS = crypto.randomUUID();
/** Good inputs, so that only the person can be the reason of a refusal. */
const CLOSED: Readonly<Record<string, unknown>> = {
  'control.crossings': HN,
  'control.crossing': { ...HN, crossingId: NOBODYS },
  'control.photo': { ...HN, event: NOBODYS },
  'control.incidents': HN,
  'control.resolveIncident': { ...HN, incident: 'a'.repeat(32), reason: 'thử xem' },
  'control.revokePass': { ...HN, passId: 'a'.repeat(32), reason: 'thử xem' },
  'control.devices': HN,
  'control.withdrawDevice': { ...HN, device: NOBODYS, reason: 'thử xem' },
  'control.wipeDevice': { ...HN, device: NOBODYS, reason: 'thử xem' },
  'control.help': HN,
  'control.answerHelp': { ...HN, request: NOBODYS, words: 'thử xem' },
  'control.quarantine': HN,
  'control.lookAtQuarantined': {
    ...HN,
    device: NOBODYS,
    seq: 1,
    rawHash: 'a'.repeat(64),
    reason: 'thử xem',
  },
  'control.overrides': HN,
  'control.checkOverride': { ...HN, override: NOBODYS, outcome: 'justified', note: 'thử xem' },
  'control.approvalKeys': HN,
  'control.setApprovalKey': { ...HN, publicKey: 'A'.repeat(43) },
  'control.endApprovalKey': { ...HN, person: 'nobody' },
  'control.eligibility': HN,
  'control.importEligibility': { ...HN, file: btoa('a,b'), madeAt: null, store: false },
  'neighbour.picture': HN,
  'neighbour.tellIncident': { ...HN, incidentId: NOBODYS, code: 'power', direction: null },
  'neighbour.endIncident': { ...HN, incidentId: NOBODYS },
  'neighbour.record': {
    ...HN,
    content: {
      kind: 'incident',
      said: {
        gate: 'HN',
        flow: 'vn-cn',
        incident: NOBODYS,
        at: '2026-11-27T08:00:00+07:00',
        code: 'power',
        over: false,
      },
    },
    saidAt: Date.now() - 1000,
    toldBy: 'ai đó',
    channel: 'hotline',
    note: null,
  },
  'neighbour.bulletinFile': { ...HN, number: null, format: 'json' },
  'neighbour.previewBulletin': { ...HN, sheet: { way: 'file', text: '{}' } },
  'neighbour.takeBulletin': { ...HN, sheet: { way: 'file', text: '{}' } },
  'neighbour.link': HN,
  'neighbour.statements': { ...HN, kind: null },
  'neighbour.receipts': { ...HN, hours: 12 },
  'neighbour.agreements': HN,
  'neighbour.step': { ...HN, agreementId: NOBODYS, deed: 'accept', terms: null },
  'neighbour.agreementFile': { ...HN, agreementId: NOBODYS },
  'neighbour.fetchKey': { gateId: null },
  'neighbour.confirmKey': { gateId: null, keyId: 'a'.repeat(16), fingerprint: 'a' },
  'neighbour.turnKey': { gateId: null },
  'continuity.state': HN,
  'continuity.manifest': HN,
  'continuity.declare': { ...HN, sheets: 10, reason: 'thử xem' },
  'continuity.end': { ...HN, continuity: NOBODYS, reason: 'thử xem' },
  'continuity.enter': {
    ...HN,
    continuity: NOBODYS,
    lines: [{ serial: 1, plate: '51C-123.45', step: 'gate-entry', agency: 'customs', at: 1, reason: null }],
    dryRun: true,
  },
  'control.makeEnrolment': { ...HN, name: 'Máy Lạ', checkpoint: 'Chốt 1', agency: 'customs' },
  'control.moveDevice': { ...HN, device: NOBODYS, name: 'Máy Lạ', checkpoint: 'Chốt 1', reason: 'thử xem' },
  'flow.picture': HN,
  'flow.callNext': { ...HN, direction: 'export', count: 1, yard: 'Bãi lạ' },
  'flow.approve': { ...HN, call: NOBODYS },
  'flow.recall': { ...HN, call: NOBODYS, crossingIds: null, reason: 'thử xem' },
  'flow.acknowledge': { ...HN, call: NOBODYS, crossingIds: [NOBODYS] },
  'flow.limitClass': {
    ...HN,
    direction: 'export',
    class: 'livestock',
    perHour: 0,
    until: null,
    reason: 'thử xem',
  },
  'substitution.waiting': HN,
  'flow.liftLimit': {
    ...HN,
    direction: 'export',
    class: 'livestock',
    lever: { from: 0, to: null, perHour: 0 },
    reason: 'thử xem',
  },
};
const submission = submissionOf({});
const entry = { id: NOBODYS };
const BROWSER = {
  endpoint: 'https://fcm.googleapis.com/fcm/send/ai-do',
  p256dh: 'B'.repeat(87),
  auth: 'a'.repeat(22),
};
const WORDS = { subject: 'customs', words: null, locale: 'vi' };
const OF_FIRMS: Readonly<Record<string, unknown>> = {
  'fleet.list': undefined,
  'fleet.saveVehicle': { ...entry, typed: { kind: 'tractor', plate: '51C-123.45' } },
  'fleet.saveDriver': { ...entry, typed: { name: 'Ai Đó' } },
  'fleet.saveTemplate': { ...entry, typed: { goodsName: 'Xoài' } },
  'fleet.retire': { ...entry, entry: 'vehicle', retired: true },
  'fleet.eraseDriver': entry,
  'substitution.open': { ...HN, crossingId: NOBODYS },
  'substitution.ask': {
    ...HN,
    crossingId: NOBODYS,
    part: 'tractor',
    entryId: NOBODYS,
    container: '',
    reason: 'thử xem',
  },
  'substitution.withdraw': { ...HN, crossingId: NOBODYS, requestId: NOBODYS },
  'substitution.decide': {
    ...HN,
    crossingId: NOBODYS,
    requestId: NOBODYS,
    allow: true,
    consent: true,
    words: null,
  },
  'redirect.open': { ...HN, crossingId: NOBODYS },
  'redirect.ask': { ...HN, crossingId: NOBODYS, to: 'TT', reason: 'thử xem' },
  'firm.members': undefined,
  'firm.invite': { contact: 'ai.do@gate.example', role: 'viewer', locale: 'vi' },
  'firm.withdrawInvitation': { invitation: NOBODYS },
  'firm.changeRole': { member: NOBODYS, role: 'viewer' },
  'firm.remove': { member: NOBODYS },
  'declaration.submit': { submission, clientKey: NOBODYS },
  'declaration.mine': undefined,
  'declaration.questions': undefined,
  'declaration.answer': { ...HN, crossingId: NOBODYS, request: NOBODYS, words: 'thử xem' },
  'declaration.drafts': undefined,
  'declaration.copy': { ...HN, crossingId: NOBODYS },
  'declaration.saveDraft': { draftId: NOBODYS, submission },
  'declaration.correctDraft': { draftId: NOBODYS, submission, seen: 0 },
  'declaration.discardDraft': { draftId: NOBODYS },
  'declaration.fields': { ...HN, crossingId: NOBODYS },
  'declaration.correctField': {
    ...HN,
    crossingId: NOBODYS,
    field: 'driverName',
    to: 'Ai Đó',
    reason: 'thử xem',
  },
  'slot.board': { ...HN, crossingId: NOBODYS },
  'slot.take': { ...HN, crossingId: NOBODYS, hourStart: 0, untilHour: 0, wait: true },
  'slot.leave': { ...HN, crossingId: NOBODYS },
  'slot.stay': { ...HN, crossingId: NOBODYS },
  'slot.postpone': { ...HN, crossingId: NOBODYS, hours: 4, from: 0 },
  'intake.columns': undefined,
  'intake.begin': {
    importId: NOBODYS,
    fileName: 'a.csv',
    fileHash: 'a'.repeat(64),
    rowCount: 1,
    choices: {},
  },
  'intake.addRows': {
    importId: NOBODYS,
    rows: [{ place: 1, label: '1', submission, twiceOf: null }],
  },
  'intake.file': { importId: NOBODYS },
  'intake.list': undefined,
  'intake.open': { importId: NOBODYS, state: 'faulty', after: 0 },
  'intake.correctRow': { importId: NOBODYS, place: 1, submission },
  'intake.setRowAside': { importId: NOBODYS, place: 1, aside: true },
  'intake.discard': { importId: NOBODYS, discard: true },
  'intake.faultyFile': { importId: NOBODYS, locale: 'vi', format: 'csv' },
  'intake.exportFile': { locale: 'vi', format: 'csv' },
  'firmKey.list': undefined,
  'firmKey.make': { name: 'Máy lạ' },
  'firmKey.revoke': { keyId: NOBODYS },
  'telling.inbox': undefined,
  'telling.unread': undefined,
  'telling.markRead': { messages: null },
  'telling.own': undefined,
  'telling.saveOwn': { locale: 'vi', quiet: null, choices: {} },
  'telling.subscribe': { subscription: BROWSER, userAgent: null },
  'telling.unsubscribe': { endpoint: BROWSER.endpoint },
  'telling.deliveries': { ...HN, crossingId: NOBODYS },
  'thread.read': { ...HN, crossingId: NOBODYS },
  'thread.ask': { ...HN, crossingId: NOBODYS, ...WORDS, phrase: 'how-long' },
  'thread.desk': HN,
  'thread.answer': { ...HN, crossingId: NOBODYS, ...WORDS, phrase: 'in-hand' },
};

/** Officers as well, at their own gate (FV-5). */
const OF_OFFICERS: Readonly<Record<string, unknown>> = {
  'fleet.find': { ...HN, text: '51C-123.45' },
  'fleet.verify': {
    ...HN,
    firmId: NOBODYS,
    vehicleId: NOBODYS,
    chassis: 'RLHJK1234NZ000001',
    plate: '51C12345',
    kind: 'rigid',
    container: 'none',
    evidence: 'thử xem',
  },
};

/** Open by intent: the code or the text that was sent is the secret (FM-1, FM-5). */
const OPEN_TO_STRANGERS: readonly string[] = [
  'firm.register',
  'firm.confirm',
  'firm.invitation',
  'firm.join',
  'slot.record',
  'slot.draw',
  // The text of the pass, the browser's old address, the id of the message (TE-8, TE-9).
  'telling.pushKey',
  'telling.subscribePass',
  'telling.unsubscribePass',
  'telling.moveSubscription',
  'telling.seen',
  // The bulletin for everybody (BU-7).
  'neighbour.current',
];

test('AC-2 every closed procedure is tried below', () => {
  const tried = [CLOSED, OF_FIRMS, OF_OFFICERS].flatMap(Object.keys).sort();
  expect(tried).toEqual(
    ACTIONS.filter(
      (action) =>
        /^(control|continuity|declaration|firm|firmKey|fleet|flow|redirect|intake|neighbour|slot|substitution|telling|thread)\./.test(
          action,
        ) && !OPEN_TO_STRANGERS.includes(action),
    ).sort(),
  );
});

test('AC-2 without a session every closed procedure answers with its code and nothing else', async ({
  playwright,
  stack,
}) => {
  const request = await playwright.request.newContext();
  for (const [path, input] of Object.entries({ ...CLOSED, ...OF_FIRMS, ...OF_OFFICERS }))
    expect(await askApi(request, stack.origin, path, input), path).toEqual({
      status: 401,
      code: 'AP-SIGN',
      given: null,
    });
  await request.dispose();
});

for (const role of ['declarant', 'officer'] as const)
  test(`AC-5 ${role}: nothing of the control room, by screen or by call`, async ({ browser, stack }) => {
    await as(browser, stack, personOf(stack, role), async (request, open) => {
      for (const [path, input] of Object.entries(CLOSED))
        expect(await askApi(request, stack.origin, path, input), path).toEqual({
          status: 403,
          code: 'AP-MAY',
          given: null,
        });
      const page = await open('/control');
      // A border guard answers what firms ask the own agency (TE-11) and looks vehicles up (FV-5), and sees no more of the room.
      await expect(
        role === 'officer'
          ? page.getByRole('heading', { name: 'Câu hỏi của doanh nghiệp' })
          : page.getByText('Tài khoản này không có quyền điều hành.'),
      ).toBeVisible();
      await expect(page.getByRole('navigation', { name: 'Các phần' }).getByRole('link')).toHaveText(
        role === 'officer' ? ['Câu hỏi', 'Đội xe'] : [],
      );
      await expect(page.locator('[data-plate]')).toHaveCount(0);
    });
  });

test('FV-5 a declarant looks no vehicle up and verifies none, an officer none at another gate', async ({
  browser,
  stack,
}) => {
  await as(browser, stack, personOf(stack, 'declarant'), async (request) => {
    for (const [path, input] of Object.entries(OF_OFFICERS))
      expect((await askApi(request, stack.origin, path, input)).code, path).toBe('AP-MAY');
  });
  const officer = personOf(stack, 'officer', { agency: 'border-guard' });
  await as(browser, stack, officer, async (request) => {
    for (const [path, input] of Object.entries(OF_OFFICERS)) {
      const elsewhere = { ...z.looseObject({}).parse(input), gateId: 'TT' };
      expect((await askApi(request, stack.origin, path, elsewhere)).code, path).toBe('AP-MAY');
      expect((await askApi(request, stack.origin, path, input)).code, path).not.toBe('AP-MAY');
    }
  });
});

test('FM-3 a declarant sees the firm’s people and changes none of them; staff see no firm', async ({
  browser,
  stack,
}) => {
  const OWNERS = ['firm.invite', 'firm.withdrawInvitation', 'firm.changeRole', 'firm.remove'];
  await as(browser, stack, personOf(stack, 'declarant'), async (request) => {
    for (const path of OWNERS)
      expect((await askApi(request, stack.origin, path, OF_FIRMS[path])).code, path).toBe('AP-MAY');
    expect((await askApi(request, stack.origin, 'firm.members')).code).toBeNull();
  });
  await as(browser, stack, personOf(stack, 'supervisor'), async (request) => {
    for (const path of [...OWNERS, 'firm.members'])
      expect((await askApi(request, stack.origin, path, OF_FIRMS[path])).code, path).toBe('AP-MAY');
  });
});

test('AC-2 nobody signed in: the control room shows a way to sign in and no vehicle', async ({ page }) => {
  await page.goto('/control');
  await expect(page.getByRole('main').getByRole('link', { name: 'Đăng nhập' })).toBeVisible();
  await expect(page.locator('[data-plate]')).toHaveCount(0);
});

test('AC-3 a supervisor of Hữu Nghị learns nothing of Tân Thanh', async ({ browser, stack }) => {
  await as(browser, stack, personOf(stack, 'supervisor', HN), async (request) => {
    for (const [path, input] of Object.entries(CLOSED)) {
      const elsewhere = { ...z.looseObject({}).parse(input), gateId: 'TT' };
      expect((await askApi(request, stack.origin, path, elsewhere)).code, path).toBe('AP-MAY');
    }
    expect((await askApi(request, stack.origin, 'control.devices', HN)).code).toBeNull();
  });
});

test('AC-4 an officer enrols tablets of the own gate and agency only, a declarant and nobody none', async ({
  browser,
  playwright,
  stack,
}) => {
  const officer = personOf(stack, 'officer', { agency: 'border-guard' });
  await as(browser, stack, officer, async (request) => {
    expect(await enrolBy(request, stack, 'TT', 'border-guard')).not.toBe(200);
    expect(await enrolBy(request, stack, 'HN', 'customs')).not.toBe(200);
    expect(await enrolBy(request, stack, 'HN', 'border-guard')).toBe(200);
  });
  await as(browser, stack, personOf(stack, 'declarant'), async (request) => {
    expect(await enrolBy(request, stack, 'HN', 'border-guard')).toBe(401);
  });
  const nobody = await playwright.request.newContext();
  expect(await enrolBy(nobody, stack, 'HN', 'border-guard')).toBe(401);
  await nobody.dispose();
  const [count] = await ask(
    stack.ownerUrl,
    (sql) => sql<{ made: number }[]>`select count(*)::int as made from device where name = 'Máy Lạ'`,
  );
  expect(count?.made).toBe(1);
});

test('AC-4 the enrolment screen says why, and the browser stays no tablet', async ({ browser, stack }) => {
  await as(browser, stack, personOf(stack, 'officer', { agency: 'border-guard' }), async (_, open) => {
    const page = await open('/gate');
    await page.getByLabel('Cửa khẩu').selectOption('TT');
    await page.getByLabel('Tên máy').fill('Máy Lạ TT');
    await page.getByLabel('Mật khẩu ca').fill('ca ba đêm 2026');
    await page.getByRole('button', { name: 'Cài đặt' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'cửa khẩu' })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Cài đặt máy này' })).toBeVisible();
  });
});

test('AC-4 the exchange hears nobody who does not sign as a tablet', async ({ browser, stack }) => {
  await as(browser, stack, personOf(stack, 'supervisor', HN), async (request) => {
    for (const way of ['push', 'pull']) {
      const response = await request.post(`${stack.origin}/api/sync/${way}`, {
        data: { protocol: PROTOCOL_VERSION, device: NOBODYS, gateId: 'HN' },
      });
      expect(response.ok(), way).toBe(false);
      expect(await response.json(), way).toMatchObject({ error: expect.any(String) });
    }
  });
});

test('AC-3 a firm sees and touches its own declarations, and of no other firm any', async ({
  browser,
  stack,
}) => {
  await as(browser, stack, personOf(stack, 'declarant'), async (request) => {
    const own = await declare(request, stack.origin, { plate: '51C-777.01', trailer: '51R-777.02' });
    const crossings = await ask(
      stack.ownerUrl,
      (sql) => sql<{ id: string; gate: string; firm: string; plate: string }[]>`
        select crossing_id as id, gate_id as gate, firm_id as firm, plate from crossing where firm_id is not null`,
    );
    const firm = crossings.find(({ id }) => id === own.crossingId)?.firm;
    const [other] = crossings.filter((each) => each.firm !== firm);
    if (firm === undefined || other === undefined) throw new Error('two firms');

    const mine = await askApi(request, stack.origin, 'declaration.mine');
    const listed = z.array(z.object({ crossingId: z.string() })).parse(mine.given);
    expect(listed.map(({ crossingId }) => crossingId)).toContain(own.crossingId);
    for (const { crossingId } of listed)
      expect(crossings.find(({ id }) => id === crossingId)?.firm, crossingId).toBe(firm);

    const change = { field: 'goodsName', to: 'Xoài tươi', reason: 'thử xem' };
    const touched = { gateId: other.gate, crossingId: other.id, ...change };
    expect((await askApi(request, stack.origin, 'declaration.correctField', touched)).code).toBe('AP-MAY');
    const ownTouched = { gateId: 'HN', crossingId: own.crossingId, ...change };
    expect((await askApi(request, stack.origin, 'declaration.correctField', ownTouched)).code).toBeNull();
  });
});

/** Signed in through the screen, in a browser of its own; `request` carries its cookies. */
async function as(
  browser: Browser,
  stack: Stack,
  person: SignIn,
  act: (request: APIRequestContext, open: (path: string) => Promise<Page>) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ locale: 'vi-VN' });
  const page = await context.newPage();
  await signIn(page, stack.origin, person, '/');
  await act(context.request, async (path) => {
    await page.goto(`${stack.origin}${path}`);
    return page;
  });
  await context.close();
}

async function enrolBy(
  request: APIRequestContext,
  stack: Stack,
  gateId: string,
  agency: string,
): Promise<number> {
  const response = await request.post(`${stack.origin}/api/sync/enrol`, {
    data: {
      protocol: PROTOCOL_VERSION,
      device: crypto.randomUUID(),
      name: 'Máy Lạ',
      gateId,
      checkpoint: 'Chốt 1',
      agency,
      publicKey: randomBytes(32).toString('base64url'),
    },
  });
  return response.status();
}
