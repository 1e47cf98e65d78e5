'use client';
import { useLocale, useTranslations } from 'use-intl';
import type { Gate } from '@/domain/gate/gates';
import { geoLink, placesOnTheWay, roadsTo } from '@/domain/gate/places';
import type { Direction } from '@/domain/shared/vocabulary';

/** Yard before gate, in words and as a point for the phone's own map (PO-4). */
export function PassWay({ gate, direction }: { readonly gate: Gate; readonly direction: Direction }) {
  const t = useTranslations('pass.way');
  const locale = useLocale();
  const roads = direction === 'export' ? roadsTo(gate.code) : [];
  return (
    <details className="border-b border-rule py-1">
      <summary className="flex min-h-13 cursor-pointer items-center text-lg font-semibold">
        {t('title')}
      </summary>
      <ol className="mb-3 list-decimal space-y-3 pl-6 text-lg">
        {roads.length === 0 ? null : <li>{t('roads', { roads: roads.join(' → ') })}</li>}
        {placesOnTheWay(gate.code, direction).map(({ kind, name, at }) => {
          const called = name ?? gate[locale];
          return (
            <li key={kind}>
              {t(kind, { name: called })}
              {at === null ? null : (
                <>
                  <a
                    href={geoLink(at, called)}
                    className="flex min-h-11 items-center text-link underline underline-offset-4"
                  >
                    {t('map', { name: called })}
                  </a>
                  <span className="block text-base text-muted">
                    {t('about', { north: at[0].toFixed(2), east: at[1].toFixed(2) })}
                  </span>
                </>
              )}
            </li>
          );
        })}
      </ol>
    </details>
  );
}
