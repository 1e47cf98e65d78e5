import type { Browser, BrowserContext, Page } from '@playwright/test';
import postgres from 'postgres';
import * as z from 'zod';
import { BUILT_IN_GATES } from '@/domain/gate/gates';
import type { Locale } from '@/domain/shared/vocabulary';
import type { Stack } from '@/scripts/start/stack';
import type { SimulatedMessages } from '@/server/connectors/messages/simulator/simulated-messages';
import { speakerOf } from '@/server/report/speaker';
import { askApi } from './fixtures/ask-api';
import { signInQuietly } from './fixtures/passes';
import { personOf } from './fixtures/people';
import { arriveAtYard } from './fixtures/staged';
import { expect } from './fixtures/test';
import { test } from './fixtures/with-messages';

/**
 * One firm from its first sign-in to the call of its lorry, on a phone, in each language: registered by its tax code, a
 * fleet, declared in a tunnel, an hour taken and postponed, a pass, one field corrected, called, and the call put off.
 * Each language goes through a gate of its own, where nobody else waits.
 */
test.setTimeout(240_000);

type Journey = {
  readonly locale: Locale;
  readonly tag: string;
  readonly gateId: string;
  readonly names: Readonly<Record<Locale, string>>;
  readonly taxCode: string;
  readonly firm: string;
  readonly owner: string;
  readonly phone: string;
  readonly plate: string;
  readonly driver: string;
  readonly goods: string;
};

const JOURNEYS: readonly Journey[] = [
  {
    ...{
      locale: 'vi',
      tag: 'vi-VN',
      gateId: 'NAVI',
      names: { vi: 'Nà Vi', en: 'Na Vi', zh: '那维' },
      plate: '12C-881.01',
    },
    ...{
      taxCode: '4900881012',
      firm: 'Công ty Nông sản Na Sầm',
      owner: 'Hoàng Thị Na',
      phone: '0987 654 301',
    },
    ...{ driver: 'Lương Văn Tải', goods: 'Sầu riêng tươi' },
  },
  {
    ...{
      locale: 'en',
      tag: 'en-GB',
      gateId: 'NAEN',
      names: { vi: 'Nà En', en: 'Na En', zh: '那恩' },
      plate: '12C-881.02',
    },
    ...{ taxCode: '4900881037', firm: 'Ky Cung Fruit Company', owner: 'Nong Thi Hoa', phone: '0987 654 302' },
    ...{ driver: 'Vi Van Dung', goods: 'Fresh durian' },
  },
  {
    ...{
      locale: 'zh',
      tag: 'zh-CN',
      gateId: 'NAZH',
      names: { vi: 'Nà Chí', en: 'Na Chi', zh: '那志' },
      plate: '12C-881.03',
    },
    ...{ taxCode: '4900881044', firm: '凭祥果业有限公司', owner: '黄氏兰', phone: '0987 654 303' },
    ...{ driver: '农志强', goods: '鲜榴莲' },
  },
];

type Say = (key: string, values?: Record<string, string>) => string;
/** A word with a figure that only the page knows, as a pattern. */
const pattern = (text: string) =>
  new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('#', '.+'));

const phoneOf = (browser: Browser, stack: Stack, tag: string): Promise<BrowserContext> =>
  browser.newContext({
    baseURL: stack.origin,
    locale: tag,
    timezoneId: 'Asia/Ho_Chi_Minh',
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    reducedMotion: 'reduce',
  });

/** Lorries are called out of a staging yard. A gate that is added with one begins with the process that has one (GA-6). */
const YARD = {
  ...{ name: 'Bãi', kind: 'staging', capacity: 40 },
  ...{ designPerDay: null, position: null, access: '' },
} as const;
test.beforeAll(async ({ browser, stack }) => {
  const manager = await browser.newPage();
  await signInQuietly(manager, stack.origin, personOf(stack, 'manager'));
  const like = BUILT_IN_GATES.find(({ code }) => code === 'NHINH');
  if (like === undefined) throw new Error('no gate to be like');
  const added = JOURNEYS.map(({ gateId, names }, at) => ({
    ...like,
    ...names,
    code: gateId,
    number: 22 + at,
    position: [22.2 + at / 100, 106.66] as const,
    yards: [YARD],
  }));
  const gates = [...BUILT_IN_GATES, ...added];
  const order = { gates, basedOn: 0, reason: 'Mở ba cửa khẩu phụ có bãi chờ' };
  expect((await askApi(manager.request, stack.origin, 'gates.save', order)).code).toBeNull();
  await manager.close();
});

for (const journey of JOURNEYS)
  test(`from register to called and put off again, ${journey.locale}`, async ({
    browser,
    stack,
    provider,
  }) => {
    const say: Say = (key, values) => speakerOf(journey.locale).translate(key, values ?? {});
    const context = await phoneOf(browser, stack, journey.tag);
    const page = await context.newPage();
    const began = performance.now();
    await test.step('register', () => register(page, provider, journey, say));
    await test.step('fleet', () => keepFleet(page, journey, say));
    await test.step('declare in a tunnel', () => declareInTunnel(page, journey, say));
    const link = (await page.getByRole('link', { name: say('declare.openPass') }).getAttribute('href')) ?? '';
    await giveOut(stack, journey.gateId);
    await test.step('an hour, postponed', () => takeHour(page, say));

    const cab = await (await phoneOf(browser, stack, journey.tag)).newPage();
    await test.step('pass', async () => {
      await cab.goto(link);
      await expectPass(cab, journey, say);
    });
    const corrected = await test.step('correct one field', () => correctSeal(page, journey, say));
    await test.step('the new pass', async () => {
      // As a phone does that comes out of a pocket: the centre is asked at once.
      await cab.evaluate(() => dispatchEvent(new Event('online')));
      await expect(cab.getByRole('alert').filter({ hasText: say('pass.superseded') })).toBeVisible();
      await cab.goto(corrected);
      await expectPass(cab, journey, say);
      const bound = cab.getByRole('region', { name: say('pass.details') });
      await expect(bound.getByText('VN881999')).toBeVisible();
    });
    await test.step('called, and put off', () => callAndRecall(browser, stack, cab, journey, say));
    console.log(`${journey.locale}: ${((performance.now() - began) / 1000).toFixed(1)} s of this machine`);
    await cab.context().close();
    await context.close();
  });

async function register(page: Page, provider: SimulatedMessages, journey: Journey, say: Say): Promise<void> {
  const { taxCode, firm, owner, phone } = journey;
  await page.goto('/register');
  const write = (key: string, text: string) =>
    page.getByLabel(say(`register.${key}`), { exact: true }).fill(text);
  await write('taxCode', taxCode);
  await write('firmName', firm);
  await write('name', owner);
  await write('contact', phone);
  await page.locator('input[type="password"]').fill('sương mù Mẫu Sơn');
  await page.getByRole('button', { name: say('register.submit') }).click();
  await expect(page.getByRole('heading', { name: say('register.codeTitle') })).toBeVisible();
  const to = `+84${phone.replaceAll(' ', '').slice(1)}`;
  const told = () => provider.delivered().filter((message) => message.to === to);
  await expect.poll(() => told().length).toBeGreaterThan(0);
  const [code = ''] = /\d{4} \d{4}/.exec(told().at(-1)?.text ?? '') ?? [];
  await page.getByLabel(say('signIn.code.label')).fill(code);
  await page.getByRole('button', { name: say('register.confirm') }).click();
  await page.waitForURL((url) => url.pathname === '/declare');
}

async function keepFleet(page: Page, { plate, driver }: Journey, say: Say): Promise<void> {
  await page.getByRole('link', { name: say('fleet.door'), exact: true }).click();
  await page.getByRole('button', { name: say('fleet.add.vehicle') }).click();
  await page.getByRole('radio', { name: say('fleet.kind.tractor') }).check();
  await page.getByLabel(say('fleet.field.plate'), { exact: true }).fill(plate);
  await page.getByRole('button', { name: say('fleet.save') }).click();
  await expect(page.locator(`[data-entry="${plate}"]`)).toBeVisible();
  await page.getByRole('link', { name: pattern(say('fleet.tab.driver', { count: '#' })) }).click();
  await page.getByRole('button', { name: say('fleet.add.driver') }).click();
  await page.getByLabel(say('fleet.field.name'), { exact: true }).fill(driver);
  await page.getByRole('button', { name: say('fleet.save') }).click();
  await expect(page.locator(`[data-entry="${driver}"]`)).toBeVisible();
}

/** The network goes with the first question and comes back after the last one: nothing typed is lost, even by a reload. */
async function declareInTunnel(page: Page, journey: Journey, say: Say): Promise<void> {
  const { names, locale, plate, driver, goods } = journey;
  const onward = () => page.getByRole('button', { name: say('declare.continue') }).click();
  const box = (field: string) => page.getByLabel(say(`declare.field.${field}`), { exact: true });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.getByRole('link', { name: say('fleet.back') }).click();
  await expect(page).toHaveTitle(`${say('app.nav.declare')} · ${say('app.name')}`);
  await page.getByRole('link', { name: say('declare.begin') }).click();
  await page.context().setOffline(true);
  await page
    .getByRole('radio', { name: pattern(say('direction.export')) })
    .first()
    .check();
  await page
    .getByRole('radio', { name: pattern(say('declaredKind.loaded')) })
    .first()
    .check();
  await onward();
  await page.getByRole('radio', { name: pattern(names[locale]) }).check();
  await onward();
  const kept = page.getByRole('region', { name: say('fleet.pick.vehicle') });
  await kept.locator(`[data-plate="${plate.replace(/[-.]/g, '')}"]`).click();
  await onward();
  await box('trailer').fill('51R-881.11');
  await box('seal').fill('VN881001');

  // A person is slower than the phone, which keeps what it hears within half a second.
  await expect.poll(() => keptOnPhone(page)).toContain('VN881001');
  await page.reload();
  await expect(box('trailer')).toHaveValue('51R-881.11');
  await expect(box('seal')).toHaveValue('VN881001');
  await onward();
  await box('goodsName').fill(goods);
  await onward();
  await onward();
  await box('driverName').fill(driver);
  await onward();
  await onward();
  await expect(page.getByRole('heading', { name: say('declare.checkTitle') })).toBeVisible();
  await page.getByRole('button', { name: say('declare.send') }).click();
  await expect(page.getByText(say('declare.willSend'))).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByRole('heading', { name: say('declare.issuedTitle') })).toBeVisible({
    timeout: 30_000,
  });
}

/** The half-filled forms of this phone, as they lie in its store. */
const keptOnPhone = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('gate-phone');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const all = opening.result.transaction('drafts').objectStore('drafts').getAll();
          all.onsuccess = () => {
            opening.result.close();
            resolve(JSON.stringify(all.result));
          };
        };
      }),
  );

/** Small gates give out their few places a day before: no test waits so long. */
async function giveOut(stack: Stack, gateId: string): Promise<void> {
  const owner = postgres(stack.ownerUrl, { max: 1 });
  const given = async () => {
    const hours = await owner`update slot set released = capacity
      where gate_id = ${gateId} and direction = 'export' and capacity > 0 returning hour_start`;
    return hours.length;
  };
  // The hours of a gate that was added come with the next minute's round over all gates.
  await expect.poll(given, { timeout: 120_000 }).toBeGreaterThan(20);
  await owner.end();
}

async function takeHour(page: Page, say: Say): Promise<void> {
  await page.getByRole('link', { name: say('slot.choose') }).click();
  const hours = page.getByRole('group', { name: say('slot.hours') });
  await hours.getByRole('radio').first().waitFor({ timeout: 30_000 });
  await hours.getByRole('button', { name: say('slot.later') }).click();
  // In the first hours of a whole day: of today there may be no later one left to put it off to.
  const free = new RegExp(['1', '2'].map((count) => say('slot.free', { count })).join('|'));
  await hours.locator('> div').nth(1).getByRole('radio', { name: free }).first().check();
  await page.getByRole('button', { name: pattern(say('slot.take', { at: '#' })) }).click();
  const mine = page.getByRole('region', { name: say('slot.mine') });
  const hour = mine.getByText(/\d\d:00–\d\d:00/);
  await expect(hour).toBeVisible();
  const before = (await hour.textContent()) ?? '';
  await mine.getByText(say('slot.postpone'), { exact: true }).click();
  await mine
    .getByRole('button', { name: pattern(say('slot.postponeBy', { hours: '#', at: '#' })) })
    .first()
    .click();
  await expect(hour).not.toHaveText(before);
}

async function expectPass(cab: Page, { plate }: Journey, say: Say): Promise<void> {
  const painted = `[data-plate="${plate.replace(/[-.]/g, '')}"]`;
  await expect(cab.getByRole('heading', { level: 1 }).locator(painted)).toBeVisible();
  await expect(cab.getByText(say('pass.worksOffline'))).toBeVisible();
  await expect(cab).toHaveTitle(`${say('pass.title')} · ${say('app.name')}`);
  await expect(cab.getByRole('img', { name: pattern(say('pass.qrLabel', { plate: '#' })) })).toBeVisible();
}

/** @returns the link of the new pass */
async function correctSeal(page: Page, { plate, owner }: Journey, say: Say): Promise<string> {
  await page.goto('/declare');
  const painted = page.locator(`[data-plate="${plate.replace(/[-.]/g, '')}"]`);
  const mine = page.getByRole('listitem').filter({ has: painted });
  await mine.getByRole('link', { name: say('declare.correctField') }).click();
  const field = say('declare.field.seal');
  await page.getByRole('button', { name: say('declare.changeField', { field }) }).click();
  await page.getByRole('button', { name: say('declare.correction.save') }).click();
  await expect(page.getByText(say('declare.correction.reasonMissing'))).toBeVisible();
  await page.getByLabel(field, { exact: true }).fill('VN881999');
  await page.getByLabel(say('declare.correction.reason')).fill('Gõ nhầm số · typed wrong · 输错');
  await page.getByRole('button', { name: say('declare.correction.save') }).click();
  await expect(page.getByText(say('declare.correction.done', { field }))).toBeVisible();
  const change = page.locator('[data-corrected="seal"]');
  for (const told of ['VN881001', 'VN881999', 'typed wrong', owner]) await expect(change).toContainText(told);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  return (await page.getByRole('link', { name: say('declare.openPass') }).getAttribute('href')) ?? '';
}

const madeCall = z.object({ call: z.string(), vehicles: z.array(z.object({ plate: z.string() })) });

async function callAndRecall(
  browser: Browser,
  stack: Stack,
  cab: Page,
  { gateId, plate }: Journey,
  say: Say,
): Promise<void> {
  await arriveAtYard(browser, stack, { gateId, plates: [plate] });
  const room = await browser.newPage();
  await signInQuietly(room, stack.origin, personOf(stack, 'manager'));
  const ask = (path: string, input: object) => askApi(room.request, stack.origin, path, { gateId, ...input });
  const called = await ask('flow.callNext', { direction: 'export', count: 1, yard: YARD.name });
  expect(called.code).toBeNull();
  const { call, vehicles } = madeCall.parse(called.given);
  expect(vehicles.map((each) => each.plate)).toEqual([plate.replace(/[-.]/g, '')]);
  // As a phone does that comes out of a pocket; the centre keeps its picture of a line for a moment.
  const hear = (word: string) =>
    expect(async () => {
      await cab.evaluate(() => dispatchEvent(new Event('online')));
      await expect(cab.getByRole('heading', { name: say(`pass.turn.${word}`) })).toBeVisible({
        timeout: 2_000,
      });
    }).toPass({ timeout: 40_000 });
  await hear('called');
  await cab.getByRole('button', { name: say('pass.turn.answer') }).click();
  await expect(cab.getByText(say('pass.turn.coming'))).toBeVisible();

  const reason = 'Bên kia đóng cửa';
  expect((await ask('flow.recall', { call, crossingIds: null, reason })).code).toBeNull();
  await hear('recalled');
  await expect(cab.getByText(say('pass.turn.because', { reason }))).toBeVisible();
  await room.close();
}
