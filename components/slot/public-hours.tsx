'use client';
import { useTranslations } from 'use-intl';
import type { PublicSlots } from '../app/answers';
import { useTimeText } from '../app/time-text';
import { Hairlines } from '../ui/hairlines';
import { Meter } from '../ui/meter';

/** How much of the coming hours there is, is given out and is booked. */
export function PublicHours({ hours }: { readonly hours: PublicSlots['hours'] }) {
  const t = useTranslations('slot');
  const direction = useTranslations('direction');
  const { clock, day } = useTimeText();
  const offered = hours.filter(({ capacity, booked }) => capacity > 0 || booked > 0);
  return (
    <section aria-labelledby="public-hours">
      <h2 id="public-hours" className="mb-3 text-xl font-bold">
        {t('publicHours')}
      </h2>
      {offered.length === 0 ? (
        <p className="border-y border-rule py-4 text-muted">{t('noHours')}</p>
      ) : (
        <Hairlines label={t('publicHours')}>
          {offered.map((hour) => (
            <li
              key={`${hour.direction} ${hour.class} ${hour.hourStart}`}
              className="grid grid-cols-[5.5rem_1fr] gap-x-4 py-2"
            >
              <p className="tabular-nums">
                <span className="block text-lg font-bold">{clock(hour.hourStart)}</span>
                <span className="block text-sm text-muted">{day(hour.hourStart)}</span>
              </p>
              <div className="min-w-0">
                <p className="text-sm text-muted">
                  {`${direction(hour.direction)} · ${t(`class.${hour.class}`)}`}
                </p>
                <Meter share={hour.capacity === 0 ? 1 : hour.booked / hour.capacity} className="my-1 h-1.5" />
                <p>{t('publicHour', hour)}</p>
              </div>
            </li>
          ))}
        </Hairlines>
      )}
    </section>
  );
}
