import { beforeEach, expect, test, vi } from 'vitest';
import { rememberTablet, TABLET_MARK } from './tablet-mark';

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  return () => vi.unstubAllGlobals();
});

test('a tablet is remembered whatever state it is in, and forgotten when it is none any more', () => {
  rememberTablet('starting');
  rememberTablet('unsupported');
  expect(kept.size).toBe(0);
  for (const kind of ['locked', 'signed-out', 'open'] as const) {
    kept.clear();
    rememberTablet(kind);
    expect(kept.has(TABLET_MARK)).toBe(true);
  }
  rememberTablet('starting');
  expect(kept.has(TABLET_MARK)).toBe(true);
  rememberTablet('not-enrolled');
  expect(kept.has(TABLET_MARK)).toBe(false);
});

test('where storage is forbidden nothing breaks', () => {
  vi.stubGlobal('localStorage', {
    getItem: () => {
      throw new Error('forbidden');
    },
  });
  expect(() => rememberTablet('open')).not.toThrow();
});
