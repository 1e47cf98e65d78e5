'use client';
import { useLocale, useTranslations } from 'use-intl';
import type { Gate } from '@/domain/gate/gates';
import { Clocks } from '../app/clocks';
import { ConnectionBadge } from '../app/connection-badge';
import { LanguageSwitch, ThemeSwitch } from '../app/preferences';

/** Whose board this is, in one's own language first, and both clocks. */
export function BoardHead({ gate }: { readonly gate: Gate }) {
  const t = useTranslations('board');
  const locale = useLocale();
  const others = (['vi', 'zh', 'en'] as const).filter((language) => language !== locale);
  const routes = gate.routes.join(' · ');
  return (
    <header className="flex flex-wrap items-end gap-x-8 gap-y-2 py-4 wall:py-5">
      <div className="order-2 flex w-full flex-wrap items-end gap-x-6 gap-y-1 lg:order-1 lg:w-auto">
        <h1 className="text-4xl leading-none font-extrabold tracking-tight sm:text-5xl wall:text-[5rem]">
          {gate[locale]}
        </h1>
        <p className="leading-snug text-muted wall:text-[1.75rem]">
          <span className="block">
            {others.map((language, place) => (
              <span key={language} lang={language}>
                {place === 0 ? '' : ' · '}
                {gate[language]}
              </span>
            ))}
          </span>
          <span className="block">
            {routes ? `${routes} ⇄ ` : '⇄ '}
            {gate.counterpart.vi} <span lang="zh">{gate.counterpart.zh}</span>
          </span>
        </p>
      </div>
      <div className="order-1 ml-auto flex grow flex-wrap items-center justify-between gap-x-6 lg:order-2 lg:grow-0">
        <nav aria-label={t('allGates')} className="wall:hidden">
          <a
            href="/board"
            className="flex min-h-11 items-center font-medium text-link underline underline-offset-4"
          >
            {t('allGates')}
          </a>
        </nav>
        <div className="flex items-center gap-1 wall:opacity-70">
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
        <span className="wall:text-2xl">
          <ConnectionBadge />
        </span>
        <Clocks large />
      </div>
    </header>
  );
}
