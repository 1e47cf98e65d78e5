import { afterEach, expect, test, vi } from 'vitest';
import { readLocale } from './locale-choice';
import { PREFERENCE_SCRIPT } from './preference-script';

/** Runs the inline script against a stand-in document and tells what it set. */
function run(storage: Record<string, string>, language: string) {
  const attributes = new Map<string, string>();
  const root = { lang: 'vi', setAttribute: (name: string, value: string) => attributes.set(name, value) };
  const localStorage = { getItem: (key: string) => storage[key] ?? null };
  vi.stubGlobal('localStorage', localStorage);
  vi.stubGlobal('navigator', { language });
  new Function('document', 'localStorage', 'navigator', PREFERENCE_SCRIPT)(
    { documentElement: root },
    localStorage,
    { language },
  );
  return { lang: root.lang, attributes };
}

afterEach(() => vi.unstubAllGlobals());

test('the inline script and the provider choose the same language', () => {
  for (const stored of ['', 'vi', 'en', 'zh', 'fr']) {
    for (const language of ['vi-VN', 'en-US', 'zh-CN', 'th-TH', '']) {
      const { lang, attributes } = run(stored ? { locale: stored } : {}, language);
      expect(lang, `${stored} ${language}`).toBe(readLocale());
      expect(attributes.has('data-locale-pending')).toBe(lang !== 'vi');
    }
  }
});

test('only a known theme reaches the page', () => {
  expect(run({ theme: 'dark' }, 'vi').attributes.get('data-theme')).toBe('dark');
  expect(run({ theme: 'light' }, 'vi').attributes.get('data-theme')).toBe('light');
  expect(run({ theme: '"><script>' }, 'vi').attributes.has('data-theme')).toBe(false);
});
