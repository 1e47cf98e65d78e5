import type { StorageState } from './gate-session';

/** Eviction takes the whole origin: the promise against it is asked for, and its refusal is shown (exchange.md, Storage). */
export async function askForPersistence(): Promise<void> {
  await navigator.storage?.persist?.().catch(() => false);
}

const NEARLY_FULL = 0.9;

export async function readStorage(memoryOnlyCount: number): Promise<StorageState> {
  const persisted = (await navigator.storage?.persisted?.().catch(() => false)) ?? null;
  const estimate = (await navigator.storage?.estimate?.().catch(() => null)) ?? null;
  const [usage, quota] = [estimate?.usage ?? null, estimate?.quota ?? null];
  const nearlyFull = usage !== null && quota !== null && quota > 0 && usage / quota >= NEARLY_FULL;
  return { persisted, usage, quota, memoryOnlyCount, quotaTrouble: memoryOnlyCount > 0 || nearlyFull };
}
