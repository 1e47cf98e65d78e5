import type { Page } from '@playwright/test';

/**
 * The tablet's clock stands ahead of ours and can be moved on. Wall and monotonic clock move together, as time does;
 * timers run at our pace.
 */
export async function setPageClock(page: Page, aheadMs: number): Promise<void> {
  await page.addInitScript(standAhead, aheadMs);
}

/** Runs in the page before anything of the app. */
function standAhead(aheadMs: number): void {
  const RealDate = Date;
  const now = RealDate.now.bind(RealDate);
  const mono = performance.now.bind(performance);
  let passedMs = 0;
  class AheadDate extends RealDate {
    constructor(...given: readonly unknown[]) {
      // @ts-expect-error the constructor of Date has seven shapes
      super(...(given.length === 0 ? [now() + aheadMs + passedMs] : given));
    }
    static override now(): number {
      return now() + aheadMs + passedMs;
    }
  }
  Object.assign(globalThis, {
    Date: AheadDate,
    gateClock: {
      passMs: (ms: number) => {
        passedMs += ms;
      },
      realNow: mono,
    },
  });
  performance.now = () => mono() + passedMs;
}
