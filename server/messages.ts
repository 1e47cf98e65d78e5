import type { Locale } from '@/domain/shared/vocabulary';
import en from '@/messages/en.json' with { type: 'json' };
import vi from '@/messages/vi.json' with { type: 'json' };
import zh from '@/messages/zh.json' with { type: 'json' };

export type Messages = typeof en;

/** Every word of every language, for what is written by the server and the command line. */
export const MESSAGES: Readonly<Record<Locale, Messages>> = { vi, en, zh };
