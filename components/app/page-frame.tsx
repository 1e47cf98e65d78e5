'use client';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Clocks } from './clocks';
import { ConnectionBadge } from './connection-badge';
import { LanguageSwitch, ThemeSwitch } from './preferences';

export type NavTarget = 'board' | 'declare' | 'control' | 'gate';
const TARGETS: Record<NavTarget, string> = {
  board: '/board',
  declare: '/declare',
  control: '/control',
  gate: '/gate',
};

/** Head of every page: whose it is, where one can go, both clocks, the state of the connection, language, theme. */
export function PageFrame({
  current,
  nav = ['board', 'declare'],
  width = 'wide',
  aside,
  quiet = false,
  children,
}: {
  readonly current?: NavTarget;
  readonly nav?: readonly NavTarget[];
  /** `form`: one column for reading and typing; `wall`: all of a wall's screen. */
  readonly width?: 'form' | 'wide' | 'wall';
  /** Beside the switches: who is signed in. */
  readonly aside?: ReactNode;
  /** One question at a time: on a phone only the name, the languages and the state of the connection. */
  readonly quiet?: boolean;
  readonly children: ReactNode;
}) {
  const t = useTranslations('app');
  const onPhone = quiet ? 'max-sm:hidden' : '';
  const measure =
    width === 'form' ? 'max-w-xl' : width === 'wall' ? 'max-w-[82rem] wall:max-w-[112rem]' : 'max-w-[82rem]';
  return (
    <div className="flex min-h-dvh flex-col px-4 sm:px-8">
      <a
        href="#content"
        className="absolute top-2 left-2 z-30 -translate-y-24 rounded-lg bg-action px-4 py-3 text-on-action focus:translate-y-0"
      >
        {t('skip')}
      </a>
      <header
        className={`mx-auto flex w-full flex-wrap items-center gap-x-6 gap-y-1 border-b border-rule py-2 print:hidden ${measure}`}
      >
        <a href="/" className="flex min-h-11 items-center font-bold no-underline">
          <span className="sm:hidden">{t('shortName')}</span>
          <span className="hidden sm:inline">{t('name')}</span>
        </a>
        <nav
          aria-label={t('nav.label')}
          className={`order-3 flex flex-wrap gap-x-4 max-sm:text-[0.95rem] sm:order-none sm:gap-x-5 ${onPhone}`}
        >
          {nav.map((target) => (
            <a
              key={target}
              href={TARGETS[target]}
              aria-current={target === current ? 'page' : undefined}
              className="flex min-h-11 items-center whitespace-nowrap text-muted underline-offset-8 hover:text-ink hover:underline aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:underline aria-[current]:decoration-2"
            >
              {t(`nav.${target}`)}
            </a>
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-1">
          {quiet ? (
            <span className="sm:hidden">
              <ConnectionBadge />
            </span>
          ) : null}
          <span className="hidden items-center sm:flex">{aside}</span>
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
        <div
          className={`order-4 ml-auto flex flex-wrap items-center justify-end gap-x-5 gap-y-1 pb-1 sm:basis-full lg:order-none lg:basis-auto lg:pb-0 ${onPhone}`}
        >
          <span className="flex items-center sm:hidden">{aside}</span>
          <Clocks />
          <ConnectionBadge />
        </div>
      </header>
      <main id="content" className={`mx-auto flex w-full grow flex-col py-6 sm:py-8 ${measure}`}>
        {children}
      </main>
    </div>
  );
}
