'use client';
import { useTranslations } from 'use-intl';
import { assertNever } from '@/domain/shared/result';
import type { RecordLine, Why } from '@/domain/slot/public-record';
import { useTimeText } from '../app/time-text';
import { Hairlines } from '../ui/hairlines';

/** One step of one place in words; the figures are in the line itself. */
function useWhyText(): (why: Why) => string {
  const t = useTranslations('slot');
  return (why) => {
    switch (why.kind) {
      case 'asked':
        return t('line.asked');
      case 'taken': {
        const got = t(`line.${why.by}`, { nth: why.nth, released: why.released });
        return why.passedOver === 0 ? got : `${got}; ${t('line.passedOver', { count: why.passedOver })}`;
      }
      case 'left': {
        const left = t(why.by === 'postponement' ? 'line.moved' : `line.${why.by}`);
        return why.counted || why.behindMinutes === null || why.by === 'given-up'
          ? left
          : `${left}; ${t('line.notCounted', { minutes: why.behindMinutes })}`;
      }
      case 'came':
        return t('line.came');
      case 'last-in-hour':
        return t('line.lastInHour');
      default:
        return assertNever(why);
    }
  };
}

/** Newest first: when, which hour, whose by reference, what and why. */
export function RecordLines({ lines, now }: { readonly lines: readonly RecordLine[]; readonly now: number }) {
  const t = useTranslations('slot');
  const direction = useTranslations('direction');
  const { clock, day, moment } = useTimeText();
  const whyText = useWhyText();
  if (lines.length === 0) return <p className="border-y border-rule py-4 text-muted">{t('noLines')}</p>;
  return (
    <Hairlines label={t('publicLines')}>
      {lines.map((line) => (
        <li key={line.id} className="grid gap-x-5 py-2.5 sm:grid-cols-[8.5rem_1fr]">
          <p className="text-muted tabular-nums">{moment(line.at, now)}</p>
          <div className="min-w-0">
            <p className="text-lg leading-snug">
              <code className="font-semibold">{line.reference}</code> {whyText(line.why)}
            </p>
            <p className="text-sm text-muted">
              {`${clock(line.hourStart)} ${day(line.hourStart)} · ${direction(line.direction)} · ${t(`class.${line.class}`)}`}
            </p>
          </div>
        </li>
      ))}
    </Hairlines>
  );
}
