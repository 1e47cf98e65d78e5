import type { Page } from '@playwright/test';

export type DayScan = { readonly token: string; readonly plate: string };

/**
 * Scans one after the other and lets time pass between them. Ms of each, from the whole text to the verdict in the
 * page, by the real clock.
 */
export const scanDay = (page: Page, scans: readonly DayScan[], everyMs: number): Promise<readonly number[]> =>
  page.evaluate(scanOn, { scans, everyMs });

type Clock = { passMs(ms: number): void; realNow(): number };

/** Runs in the page. */
async function scanOn(given: {
  readonly scans: readonly DayScan[];
  readonly everyMs: number;
}): Promise<number[]> {
  const { gateClock } = globalThis as unknown as { gateClock: Clock };
  const took: number[] = [];
  for (const { token, plate } of given.scans) {
    gateClock.passMs(given.everyMs);
    const target = document.activeElement ?? document.body;
    const keys = [...token, 'Enter'].map(
      (key) => new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
    );
    const shown = new Promise<void>((resolve) => {
      const isShown = () =>
        document
          .querySelector('[data-verdict]')
          ?.closest('main')
          ?.querySelector('[data-plate]')
          ?.getAttribute('data-plate') === plate;
      const observer = new MutationObserver(() => {
        if (!isShown()) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    });
    for (const key of keys.slice(0, -1)) target.dispatchEvent(key);
    const begun = gateClock.realNow();
    for (const key of keys.slice(-1)) target.dispatchEvent(key);
    await shown;
    took.push(gateClock.realNow() - begun);
  }
  return took;
}
