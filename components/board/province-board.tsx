'use client';
import { useLocale, useTranslations } from 'use-intl';
import { gateById } from '@/domain/gate/gates';
import { LOCALES } from '@/domain/shared/locales';
import type { LocalText } from '@/domain/shared/vocabulary';
import { Failure } from '../app/failure';
import { useTitle } from '../app/use-title';
import { LevelSign } from '../flow/level-sign';
import { Awaiting } from '../ui/awaiting';
import { AnnouncementBand, type Said } from './announcement-band';
import { BoardHead } from './board-head';
import { BorderMap } from './border-map';
import { FiguresAge } from './figures-age';
import { ProvinceTotal } from './province-total';
import { type LiveProvince, useLiveProvince } from './use-live-gate';

const LEVELS = ['green', 'yellow', 'orange', 'red'] as const;

/** What each gate says, with its name before it. */
const saidByGates = (snapshots: NonNullable<LiveProvince['snapshots']>): readonly Said[] =>
  snapshots.flatMap(({ gateId, announcements }) => {
    const gate = gateById(gateId);
    if (gate === null) return [];
    const named = (text: LocalText) =>
      Object.fromEntries(
        LOCALES.map((locale) => [locale, `${gate[locale]}${locale === 'zh' ? '：' : ': '}${text[locale]}`]),
      ) as LocalText;
    return announcements.map(({ id, text, until }) => ({ id, until, text: named(text) }));
  });

/** All gates of the province: the scheme of the border, their levels, and what they announce. */
export function ProvinceBoard() {
  const t = useTranslations('board');
  const app = useTranslations('app');
  useTitle(app('nav.board'));
  const locale = useLocale();
  const { snapshots, error, retry } = useLiveProvince();
  const newest = snapshots?.reduce<number | null>(
    (latest, gate) => (gate.newestEventAt === null ? latest : Math.max(latest ?? 0, gate.newestEventAt)),
    null,
  );
  const oldest = snapshots?.length ? Math.min(...snapshots.map((gate) => gate.at)) : null;
  return (
    <div
      data-surface="wall"
      className="mx-auto flex min-h-dvh max-w-[120rem] flex-col px-4 sm:px-8 wall:h-dvh wall:overflow-hidden wall:px-14"
    >
      <BoardHead title={t('provinceTitle')} back={{ href: '/', name: app('home') }}>
        <span lang={locale === 'zh' ? 'vi' : 'zh'}>{locale === 'zh' ? 'Lạng Sơn' : '谅山'}</span>
      </BoardHead>
      <main className="flex min-h-0 grow flex-col">
        {error ? <Failure error={error} onRetry={retry} /> : null}
        {snapshots === null && !error ? <Awaiting>{t('awaiting')}</Awaiting> : null}
        {snapshots === null ? null : <ProvinceTotal snapshots={snapshots} />}
        {snapshots === null ? null : <AnnouncementBand said={saidByGates(snapshots)} />}
        <BorderMap snapshots={snapshots} />
      </main>
      <footer className="mt-4 flex flex-wrap items-center justify-between gap-x-10 gap-y-3 border-t border-rule py-3 wall:mt-0 wall:py-2">
        <ul
          aria-label={t('levels')}
          className="flex flex-wrap gap-x-6 gap-y-1 text-sm text-muted wall:text-[1.4rem]"
        >
          {LEVELS.map((level) => (
            <li key={level} className="flex items-center gap-2">
              <LevelSign level={level} className="size-6 wall:size-8" />
              {t(`levelSteps.${level}`)}
            </li>
          ))}
        </ul>
        {oldest === null ? null : <FiguresAge loud at={oldest} newestEventAt={newest ?? null} />}
      </footer>
    </div>
  );
}
