'use client';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Clocks } from '../app/clocks';
import { ConnectionBadge } from '../app/connection-badge';
import { LanguageSwitch, ThemeSwitch } from '../app/preferences';
import { useIsWall } from '../app/use-media';
import { TurnLanguages } from './turn-languages';
import { useWallWorker } from './use-wall-worker';

/** Whose board this is, in one's own language first, and both clocks. */
export function BoardHead({
  title,
  back,
  children,
}: {
  readonly title: string;
  readonly back: { readonly href: string; readonly name: string };
  /** Small beside the name, line by line: the same in other languages, routes, the other side. */
  readonly children: ReactNode;
}) {
  const t = useTranslations('app');
  const isWall = useIsWall();
  useWallWorker();
  return (
    <header className="flex flex-wrap items-end gap-x-8 gap-y-2 py-4 wall:flex-nowrap wall:items-center wall:py-2">
      <div className="order-2 flex w-full flex-wrap items-end gap-x-6 gap-y-1 lg:order-1 lg:w-auto wall:flex-nowrap wall:items-center">
        <h1 className="text-4xl leading-none font-extrabold tracking-tight sm:text-5xl wall:text-[4.75rem] wall:whitespace-nowrap">
          {title}
        </h1>
        <p className="leading-snug text-muted *:block wall:text-[1.6rem] wall:leading-tight wall:whitespace-nowrap">
          {children}
        </p>
      </div>
      <div className="order-1 ml-auto flex grow flex-wrap items-center justify-between gap-x-6 lg:order-2 lg:grow-0 wall:flex-nowrap">
        <nav aria-label={t('nav.label')} className="wall:hidden">
          <a
            href={back.href}
            className="flex min-h-11 items-center font-semibold text-link underline underline-offset-4"
          >
            {back.name}
          </a>
        </nav>
        <div className="flex items-center gap-1">
          <LanguageSwitch />
          <span className="flex max-lg:hidden">
            <TurnLanguages />
          </span>
          <ThemeSwitch isDarkByItself={isWall} />
        </div>
        <span className="wall:text-2xl">
          <ConnectionBadge />
        </span>
        <Clocks large />
      </div>
    </header>
  );
}
