import type { Page } from '@playwright/test';

/** Ms of the two things without which no scan is judged and kept. */
export type Reference = {
  readonly verifyMs: number;
  readonly writeMs: number;
  readonly bothMs: number;
  /** Both, and a frame that shows something new. */
  readonly paintedMs: number;
};

/**
 * In the same page, at the same throttle: WebCrypto verifies an Ed25519 signature over 183 bytes, then Dexie adds one
 * row as large as a scan's, in a table with the log's indexes, with strict durability.
 */
export async function measureReference(page: Page, times: number): Promise<readonly Reference[]> {
  return page.evaluate(measureInPage, times);
}

type Table = { add(row: unknown): Promise<unknown> };
type DexieLike = new (
  name: string,
  options: object,
) => {
  version(n: number): { stores(schema: object): void };
  open(): Promise<unknown>;
  table(name: string): Table;
  transaction(mode: string, table: Table, work: () => Promise<unknown>): Promise<unknown>;
  close(): void;
};

async function measureInPage(times: number): Promise<Reference[]> {
  const { Dexie } = globalThis as unknown as { Dexie: DexieLike };
  const db = new Dexie('bench-reference', { chromeTransactionDurability: 'strict' });
  db.version(1).stores({ events: '[dev+seq], &id, crossingId, passId, verdict.kind' });
  await db.open();
  const table = db.table('events');
  const pair = await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify']);
  if (!('publicKey' in pair)) throw new Error('Ed25519 gave no key pair');
  const message = crypto.getRandomValues(new Uint8Array(183));
  const signature = await crypto.subtle.sign('Ed25519', pair.privateKey, message);
  const raw = await crypto.subtle.exportKey('raw', pair.publicKey);
  const filler = 'x'.repeat(900);
  const measured: Reference[] = [];
  for (let seq = 1; seq <= times; seq += 1) {
    const begun = performance.now();
    const key = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
    if (!(await crypto.subtle.verify('Ed25519', key, signature, message))) throw new Error('not verified');
    const verified = performance.now();
    const row = {
      dev: crypto.randomUUID(),
      seq,
      id: crypto.randomUUID(),
      passId: 'p',
      crossingId: 'c',
      filler,
    };
    await db.transaction('rw', table, () => table.add(row));
    const written = performance.now();
    document.body.style.setProperty('--bench', String(seq));
    await new Promise(requestAnimationFrame);
    const paintedAt = await new Promise<number>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    });
    measured.push({
      verifyMs: verified - begun,
      writeMs: written - verified,
      bothMs: written - begun,
      paintedMs: paintedAt - begun,
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  db.close();
  return measured;
}
