'use client';
import { useLocale, useTranslations } from 'use-intl';
import { LOCALES } from '@/domain/shared/locales';
import type { LocalText } from '@/domain/shared/vocabulary';
import { useNow } from '../app/use-now';
import { useStep } from './use-step';

export type Said = { readonly id: string; readonly text: LocalText; readonly until: number | null };

/** Long enough to read two lines twice from across a yard. */
const EACH_MS = 8_000;

/**
 * What the gate says to everybody. A phone lists it in the reader's language; a wall tells it in one language after the
 * other, without any motion: a line takes the place of another, and those that wait keep their room.
 */
export function AnnouncementBand({ said }: { readonly said: readonly Said[] }) {
  const t = useTranslations('board');
  const own = useLocale();
  const now = useNow(5_000);
  const standing: Said = {
    id: 'standing',
    text: { vi: t('doNotEnter.vi'), en: t('doNotEnter.en'), zh: t('doNotEnter.zh') },
    until: null,
  };
  const all = [...said.filter(({ until }) => until === null || now === null || now < until), standing];
  const languages = [own, ...LOCALES.filter((locale) => locale !== own)];
  const lines = all.flatMap((one) => languages.map((language) => ({ one, language })));
  const step = useStep(lines.length, EACH_MS);
  return (
    <ul
      aria-label={t('announcements')}
      className="divide-y divide-rule border-t border-rule wall:order-last wall:grid wall:content-center wall:divide-y-0 wall:py-2"
    >
      {lines.map(({ one, language }, at) => {
        const onPhone = language === own ? 'flex' : 'hidden';
        const onWall = `wall:[grid-area:1/1] ${at === step ? '' : 'wall:invisible'}`;
        return (
          <li
            key={`${one.id} ${language}`}
            lang={language}
            data-said={at === step ? 'now' : undefined}
            className={`${onPhone} items-baseline gap-3 py-2 font-semibold wall:flex wall:gap-6 wall:py-0 wall:text-[3.35rem] wall:leading-[1.12] wall:font-semibold ${onWall}`}
          >
            <span aria-hidden="true" className="figures text-warn-text">
              {'!'}
            </span>
            <span className="min-w-0">{one.text[language]}</span>
          </li>
        );
      })}
    </ul>
  );
}
