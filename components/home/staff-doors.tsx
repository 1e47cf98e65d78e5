'use client';
import { useTranslations } from 'use-intl';

const DOORS = ['gate', 'control'] as const;

/** For those who work here; quiet, at the foot. */
export function StaffDoors() {
  const t = useTranslations('home');
  const app = useTranslations('app');
  return (
    <nav aria-label={t('staff')} className="mt-auto flex flex-wrap items-center gap-x-6 pt-12 text-muted">
      <span>{t('staff')}</span>
      {DOORS.map((door) => (
        <a
          key={door}
          href={`/${door}`}
          className="flex min-h-11 items-center underline underline-offset-4 hover:text-ink"
        >
          {app(`nav.${door}`)}
        </a>
      ))}
      <a href="/sign-in" className="flex min-h-11 items-center underline underline-offset-4 hover:text-ink">
        {app('signIn')}
      </a>
    </nav>
  );
}
