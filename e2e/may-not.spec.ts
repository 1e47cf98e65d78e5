import { randomBytes } from 'node:crypto';
import type { APIRequestContext, Browser, Page } from '@playwright/test';
import * as z from 'zod';
import { ACTIONS } from '@/domain/access/can';
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
  'control.recordAcceptance': {
    ...HN,
    direction: 'export',
    vehiclesPerHour: 9,
    validTo: null,
    toldBy: 'ai đó',
    channel: 'hotline',
    note: null,
  },
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
  'flow.liftLimit': { ...HN, direction: 'export', class: 'livestock', reason: 'thử xem' },
};
const submission = submissionOf({});
const OF_FIRMS: Readonly<Record<string, unknown>> = {
  'declaration.submit': { submission, clientKey: NOBODYS },
  'declaration.mine': undefined,
  'declaration.questions': undefined,
  'declaration.answer': { ...HN, crossingId: NOBODYS, request: NOBODYS, words: 'thử xem' },
  'declaration.drafts': undefined,
  'declaration.saveDraft': { draftId: NOBODYS, submission },
  'declaration.correctDraft': { draftId: NOBODYS, submission },
  'declaration.discardDraft': { draftId: NOBODYS },
  'declaration.correctField': {
    ...HN,
    crossingId: NOBODYS,
    field: 'driverName',
    to: 'Ai Đó',
    reason: 'thử xem',
  },
};

test('AC-2 every closed procedure is tried below', () => {
  const tried = [...Object.keys(CLOSED), ...Object.keys(OF_FIRMS)].sort();
  expect(tried).toEqual(
    ACTIONS.filter((action) => /^(control|continuity|declaration|flow)\./.test(action)).sort(),
  );
});

test('AC-2 without a session every closed procedure answers with its code and nothing else', async ({
  playwright,
  stack,
}) => {
  const request = await playwright.request.newContext();
  for (const [path, input] of Object.entries({ ...CLOSED, ...OF_FIRMS }))
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
      await expect(page.getByText('Tài khoản này không có quyền điều hành.')).toBeVisible();
      await expect(page.locator('[data-plate]')).toHaveCount(0);
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
