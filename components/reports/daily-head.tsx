'use client';
import { useTranslations } from 'use-intl';
import { cellText, dayText } from '@/domain/report/cell-text';
import { count, type Picture, type Sheet } from '@/domain/report/sheet';
import { useSpeaker } from './use-speaker';

type Days = Extract<Picture, { kind: 'trend' }>['days'];

/** The day's one figure, what it is compared with, and the week before it. */
export function DailyHead({ sheet, days }: { readonly sheet: Sheet; readonly days: Days }) {
  const t = useTranslations('report');
  const speaker = useSpeaker();
  const [what, day, previous, mean] = sheet.tables[0]?.rows[0]?.cells ?? [];
  if (!what || !day || !previous || !mean) return null;
  return (
    <div className="mt-5 grid items-end gap-x-12 gap-y-6 border-y border-rule py-5 lg:grid-cols-[auto_1fr]">
      <div>
        <p className="text-muted">{cellText(speaker, what)}</p>
        <p className="figures text-7xl leading-none sm:text-8xl" data-figure="total">
          {cellText(speaker, day)}
        </p>
        <p className="mt-2 text-muted">
          {t('screen.comparison', { previous: cellText(speaker, previous), mean: cellText(speaker, mean) })}
        </p>
      </div>
      <Trend days={days} />
    </div>
  );
}

/** Bars of equal width, import on export; the numbers stand on them, so that nobody measures a bar. */
function Trend({ days }: { readonly days: Days }) {
  const t = useTranslations('report');
  const direction = useTranslations('direction');
  const speaker = useSpeaker();
  const most = Math.max(1, ...days.map((day) => (day.export ?? 0) + (day.import ?? 0)));
  const text = (value: number | null) => cellText(speaker, count(value));
  return (
    <figure className="min-w-0">
      <figcaption className="mb-2 flex flex-wrap gap-x-5 text-sm text-muted">
        <span>{t('screen.trend')}</span>
        <span className="inline-flex items-center gap-2">
          <span aria-hidden="true" className="inline-block size-3 bg-link" />
          {direction('export')}
        </span>
        <span className="inline-flex items-center gap-2">
          <span aria-hidden="true" className="inline-block size-3 border-2 border-edge bg-track" />
          {direction('import')}
        </span>
      </figcaption>
      <ol className="grid grid-cols-8 gap-1.5 sm:gap-3">
        {days.map((day, at) => {
          const isKnown = day.export !== null || day.import !== null;
          const all = (day.export ?? 0) + (day.import ?? 0);
          return (
            <li key={day.day} className="flex h-36 flex-col justify-end text-center">
              <span className="sr-only">
                {`${dayText(speaker.locale, day.day)}: ${t('screen.trendText', { export: text(day.export), import: text(day.import) })}`}
              </span>
              <span
                aria-hidden="true"
                className={`figures text-sm sm:text-base ${at === days.length - 1 ? '' : 'text-muted'}`}
              >
                {isKnown ? text(all) : text(null)}
              </span>
              <span
                aria-hidden="true"
                className="border-2 border-b-0 border-edge bg-track"
                style={{ height: `${((day.import ?? 0) / most) * 5.5}rem` }}
              />
              <span
                aria-hidden="true"
                className="bg-link"
                style={{ height: `${((day.export ?? 0) / most) * 5.5}rem` }}
              />
              <span
                aria-hidden="true"
                className={`mt-1 border-t border-edge pt-1 text-xs sm:text-sm ${at === days.length - 1 ? 'font-semibold' : 'text-muted'}`}
              >
                {`${day.day.slice(8)}/${day.day.slice(5, 7)}`}
              </span>
            </li>
          );
        })}
      </ol>
    </figure>
  );
}
