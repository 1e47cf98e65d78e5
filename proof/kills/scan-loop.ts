import type { Page } from '@playwright/test';

/** What the loop shall do, one after the other. */
export type PlannedScan = {
  readonly token: string;
  readonly passId: string;
  /** As it stands on screen: no two neighbours alike. */
  readonly plate: string;
  readonly ticks: boolean;
};
/** What an officer saw as recorded. */
export type Shown = { readonly passId: string; readonly type: 'pass.scanned' | 'step.confirmed' };

/** Tells Node of everything that is shown, from the first page of this browser on. */
export async function listenToScreen(page: Page, onShown: (shown: Shown) => void): Promise<void> {
  await page.exposeBinding('gateShown', (_source, shown: Shown) => onShown(shown));
}

/** Begins and does not wait: a scanner gun as fast as the screen answers, until the browser ends. */
export function beginScanning(page: Page, plan: readonly PlannedScan[]): void {
  page.evaluate(scanOn, plan).catch(() => undefined);
}

/** Runs in the page. A scan counts as shown when the verdict about its plate stands on the screen. */
async function scanOn(plan: readonly PlannedScan[]): Promise<void> {
  const tell = (globalThis as unknown as { gateShown: (shown: Shown) => Promise<void> }).gateShown;
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      if (holds()) return resolve();
      const observer = new MutationObserver(() => {
        if (!holds()) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    });
  const shownPlate = () =>
    document
      .querySelector('[data-verdict]')
      ?.closest('main')
      ?.querySelector('[data-plate]')
      ?.getAttribute('data-plate') ?? null;
  for (const { token, passId, plate, ticks } of plan) {
    const target = document.activeElement ?? document.body;
    const keys = [...token, 'Enter'].map(
      (key) => new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
    );
    for (const key of keys) target.dispatchEvent(key);
    await until(() => shownPlate() === plate);
    void tell({ passId, type: 'pass.scanned' });
    const tick = [...document.querySelectorAll('main button')].find((button) =>
      button.textContent?.startsWith('Xác nhận:'),
    );
    if (!ticks || !(tick instanceof HTMLButtonElement) || tick.disabled) continue;
    tick.click();
    // The list is read from the disk: a line in it is what the officer sees as recorded.
    await until(
      () => document.querySelector(`li[data-what="step"]:first-child [data-plate="${plate}"]`) !== null,
    );
    void tell({ passId, type: 'step.confirmed' });
  }
}
