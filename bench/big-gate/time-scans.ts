import type { Page } from '@playwright/test';

/** Ms from the moment the whole text was there. */
export type ScanTimes = {
  /** The strict transaction that holds the event has completed. */
  readonly committedMs: number;
  /** The verdict about this plate stands in the document. */
  readonly shownMs: number;
  /** The frame that shows it was made. */
  readonly paintedMs: number;
};

/** Runs in the page before anything of the app: notes when writing transactions on the event log complete. */
export function watchCommits(): void {
  const commits: number[] = [];
  Object.assign(globalThis, { gateCommits: commits });
  const open = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, names, mode, options) {
    const transaction = open.call(this, names, mode, options);
    if (
      mode === 'readwrite' &&
      this.name === 'gate-tablet' &&
      [...transaction.objectStoreNames].includes('events')
    )
      transaction.addEventListener('complete', () => commits.push(performance.now()));
    return transaction;
  };
}

/** A pass after the other, from the scanner gun: all of its keys, then the Enter that makes a text of them. */
export async function timeScans(
  page: Page,
  passes: readonly { readonly token: string; readonly plate: string }[],
): Promise<readonly ScanTimes[]> {
  const times: ScanTimes[] = [];
  for (const pass of passes) times.push(await page.evaluate(scanOnce, pass));
  return times;
}

async function scanOnce({
  token,
  plate,
}: {
  readonly token: string;
  readonly plate: string;
}): Promise<ScanTimes> {
  const commits = (globalThis as unknown as { gateCommits: number[] }).gateCommits;
  const target = document.activeElement ?? document.body;
  const key = (name: string) => new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true });
  for (const each of [...token].map(key)) target.dispatchEvent(each);
  const isShown = () =>
    document
      .querySelector('[data-verdict]')
      ?.closest('main')
      ?.querySelector('[data-plate]')
      ?.getAttribute('data-plate') === plate;
  const shown = new Promise<number>((resolve) => {
    const observer = new MutationObserver(() => {
      if (!isShown()) return;
      observer.disconnect();
      resolve(performance.now());
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  commits.length = 0;
  const begun = performance.now();
  target.dispatchEvent(key('Enter'));
  const shownAt = await shown;
  await new Promise(requestAnimationFrame);
  const paintedAt = await new Promise<number>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now());
    port2.postMessage(null);
  });
  const [committedAt = Number.NaN] = commits;
  // Lists and badges follow: the next scan begins with a page at rest, as the next lorry does.
  for (let calm = 0; calm < 3; ) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const idleMs = await new Promise<number>((resolve) =>
      requestIdleCallback((deadline) => resolve(deadline.timeRemaining())),
    );
    calm = idleMs > 8 ? calm + 1 : 0;
  }
  return {
    committedMs: committedAt - begun,
    shownMs: shownAt - begun,
    paintedMs: paintedAt - begun,
  };
}
