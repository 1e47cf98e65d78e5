import type { Page } from '@playwright/test';

/** A tablet's processor out of this machine's: Chromium slows the page's main thread. Workers run on at full speed. */
export const THROTTLE = 4;

export async function throttle(page: Page, rate = THROTTLE): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
}

/** Ms of one fixed piece of counting in the page: how slow it really is, throttled or not. */
export const countingMs = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const begun = performance.now();
    let sum = 0;
    for (let at = 0; at < 20_000_000; at += 1) sum = (sum + at * 7) % 1_000_003;
    return sum < 0 ? 0 : performance.now() - begun;
  });
