import type { Page } from '@playwright/test';

type Milestones = {
  readonly firstPaintMs: number;
  readonly unlockReadyMs: number;
  readonly scanReadyMs: number;
  readonly scannerRunsMs: number;
};

/**
 * Runs in the page before anything of the app. A milestone is the frame after the document first showed it; the clock
 * of a page begins with its navigation.
 */
export function watchStart(): void {
  const marks: Record<string, number> = {};
  let tellReady = () => {};
  const gateReady = new Promise<void>((resolve) => {
    tellReady = resolve;
  });
  Object.assign(globalThis, { gateMarks: marks, gateReady });
  const signs: Record<string, () => boolean> = {
    // The field has the focus and its form listens: the app runs, it is not only painted.
    unlockReady: () => {
      const field = document.activeElement;
      return field instanceof HTMLInputElement && field.name === 'passphrase';
    },
    scanReady: () => document.querySelector('[data-scanner]') !== null,
    scannerRuns: () => document.querySelector('[data-scanner="reading"]') !== null,
  };
  const look = () => {
    for (const [name, holds] of Object.entries(signs)) {
      if (name in marks || !holds()) continue;
      marks[name] = Number.POSITIVE_INFINITY;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          marks[name] = performance.now();
          if (name === 'unlockReady') tellReady();
        };
        port2.postMessage(null);
      });
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
  document.addEventListener('focusin', look);
  document.addEventListener('submit', () => {
    marks.pressed = performance.now();
  });
}

/** One question: looking again and again would slow what is measured. */
export const unlockReady = (page: Page): Promise<void> =>
  page.evaluate(() => (globalThis as unknown as { gateReady: Promise<void> }).gateReady);

/** Whole ms. Waits for the frame of the last milestone. */
export async function readMilestones(page: Page): Promise<Milestones> {
  await page.waitForFunction(() => {
    const { gateMarks } = globalThis as unknown as { gateMarks: Record<string, number> };
    return Number.isFinite(gateMarks.scannerRuns);
  });
  return page.evaluate(() => {
    const { gateMarks: marks } = globalThis as unknown as { gateMarks: Record<string, number> };
    const at = (name: string) => marks[name] ?? Number.NaN;
    const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN;
    return {
      firstPaintMs: Math.round(paint),
      unlockReadyMs: Math.round(at('unlockReady')),
      scanReadyMs: Math.round(at('scanReady') - at('pressed')),
      scannerRunsMs: Math.round(at('scannerRuns') - at('pressed')),
    };
  });
}
