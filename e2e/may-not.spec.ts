import { randomBytes } from 'node:crypto';
import type { APIRequestContext, Browser, Page } from '@playwright/test';
import * as z from 'zod';
import { ACTIONS } from '@/domain/access/actions';
import { PROTOCOL_VERSION } from '@/domain/sync/protocol';
import type { SignIn } from '@/scripts/start/announce';
import type { Stack } from '@/scripts/start/stack';
import { askApi, declare } from './fixtures/ask-api';
import { ask } from './fixtures/centre-log';
import { CLOSED, HN, NOBODYS, OF_FIRMS, OF_OFFICERS, OPEN_TO_STRANGERS } from './fixtures/closed-procedures';
import { personOf } from './fixtures/people';
import { signIn } from './fixtures/sign-in';
import { expect, test } from './fixtures/test';

/** AC-2: what is not allowed is forbidden, through the real server, with the sessions that browsers hold. */
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
    await page.getByLabel('Cửa khẩu', { exact: true }).selectOption('TT');
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
