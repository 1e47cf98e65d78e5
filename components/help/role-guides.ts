import type { Locale } from '@/domain/shared/vocabulary';
import type english from '@/messages/guides/en.json';
import type { Example } from './worked-fees';

/** Guides for those who are no officers; the tablet's are in `guide-topics.ts`. */
export const GUIDE_ROLES = ['owner', 'declarant', 'dispatcher', 'driver'] as const;
export type GuideRole = (typeof GUIDE_ROLES)[number];
export type GuideWords = typeof english;

export const ROLE_EXAMPLES: Readonly<Record<GuideRole, readonly Example[]>> = {
  owner: ['fresh-export', 'inland-import', 'transshipment'],
  declarant: ['fresh-export', 'small-fresh-export', 'inland-import', 'transshipment'],
  dispatcher: ['fresh-export', 'transshipment'],
  driver: ['fresh-export'],
};

/** Apart from the interface's words: fetched when a guide is opened, and kept by the worker with everything else. */
export async function loadGuide(locale: Locale): Promise<GuideWords> {
  switch (locale) {
    case 'vi':
      return (await import('@/messages/guides/vi.json')).default;
    case 'en':
      return (await import('@/messages/guides/en.json')).default;
    case 'zh':
      return (await import('@/messages/guides/zh.json')).default;
  }
}
