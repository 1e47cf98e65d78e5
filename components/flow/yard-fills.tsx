'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { flowLevel } from '@/domain/flow/level';
import type { YardFill } from '@/domain/flow/yard-fills';
import { Meter } from '../ui/meter';
import { LEVEL_FILL } from './level-colours';

/** Each yard by itself, as far as ticks say which one a vehicle stands in. */
export function YardFills({ yards }: { readonly yards: readonly YardFill[] }) {
  const t = useTranslations('board');
  const { number } = useFormatter();
  if (yards.length === 0) return null;
  return (
    <section aria-labelledby="yards-title" className="border-t border-rule py-4 wall:hidden">
      <h2 id="yards-title" className="text-lg font-bold">
        {t('yards')}
      </h2>
      <ul className="mt-2 grid gap-x-12 gap-y-3 sm:grid-cols-2 lg:grid-cols-3">
        {yards.map(({ name, kind, standing, places }) => {
          const level = flowLevel({ kind: 'gate', standing, capacity: places });
          return (
            <li key={`${kind} ${name}`} data-yard={name}>
              <p className="flex items-baseline justify-between gap-x-4">
                <span>{name}</span>
                <span className="figures text-xl">
                  {places === null ? number(standing) : `${number(standing)} / ${number(places)}`}
                </span>
              </p>
              {places === null || level === null ? null : (
                <Meter share={standing / places} fill={LEVEL_FILL[level]} />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
