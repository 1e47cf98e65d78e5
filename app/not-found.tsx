import type { Metadata } from 'next';
import { LOCALES } from '@/domain/shared/locales';
import en from '@/messages/en.json';
import vi from '@/messages/vi.json';
import zh from '@/messages/zh.json';

const SAID = { vi: vi.app, en: en.app, zh: zh.app };

export const metadata: Metadata = { title: vi.app.noPage };

/** Says it in every language at once: it has no words of its own to fetch. The weight of an empty page is measured on it. */
export default function NotFound() {
  return (
    <main data-every-language className="mx-auto flex max-w-xl flex-col gap-8 px-4 py-16">
      <h1 className="flex flex-col gap-2 text-3xl leading-tight font-bold">
        {LOCALES.map((locale) => (
          <span key={locale} lang={locale}>
            {SAID[locale].noPage}
          </span>
        ))}
      </h1>
      <p>
        <a
          href="/"
          className="flex min-h-12 flex-wrap items-center gap-x-3 text-link underline underline-offset-4"
        >
          {LOCALES.map((locale) => (
            <span key={locale} lang={locale}>
              {SAID[locale].home}
            </span>
          ))}
        </a>
      </p>
    </main>
  );
}
