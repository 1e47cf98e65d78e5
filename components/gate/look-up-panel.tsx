'use client';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Plate } from '@/components/plate/plate';
import { TextField } from '@/components/ui/field';
import type { Vehicle } from '@/offline/checkpoint/outcome';

/** No QR, dead phone, torn paper: the vehicle by its plate, container or short code, from this tablet's own data. */
export function LookUpPanel({
  lookUp,
  scanned,
  onPick,
}: {
  readonly lookUp: (query: string) => Promise<readonly Vehicle[]>;
  /** Read from a customs paper: the only vehicle it is about is taken at once (OF-83). */
  readonly scanned?: string;
  readonly onPick: (vehicle: Vehicle) => void;
}) {
  const t = useTranslations('gate.lookUp');
  const [query, setQuery] = useState(scanned ?? '');
  const [hits, setHits] = useState<readonly Vehicle[] | null>(null);
  const wanted = query.trim();

  useEffect(() => {
    if (wanted.length < 2) {
      setHits(null);
      return;
    }
    let current = true;
    lookUp(wanted).then(
      (found) => {
        if (!current) return;
        setHits(found);
        const [only] = found;
        if (wanted === scanned && found.length === 1 && only !== undefined) onPick(only);
      },
      () => {
        if (current) setHits([]);
      },
    );
    return () => {
      current = false;
    };
  }, [wanted, lookUp, scanned, onPick]);

  return (
    <section aria-label={t('title')} className="flex flex-col gap-4 px-5 py-6 sm:px-10">
      <TextField
        code
        autoFocus
        label={t('title')}
        hint={t('hint')}
        value={query}
        maxLength={40}
        autoCapitalize="characters"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          const only = hits?.length === 1 ? hits[0] : undefined;
          if (event.key === 'Enter' && only) onPick(only);
        }}
      />
      <div role="status" className="text-lg text-muted">
        {hits === null ? null : hits.length === 0 ? t('none') : t('found', { count: hits.length })}
      </div>
      {hits && hits.length > 0 ? (
        <ul className="divide-y divide-rule border-y border-rule">
          {hits.map((vehicle) => {
            const binding = vehicle.crossing?.binding ?? vehicle.claims?.binding;
            return (
              <li key={`${vehicle.crossingId}/${vehicle.passId}`}>
                <button
                  type="button"
                  onClick={() => onPick(vehicle)}
                  className="flex min-h-18 w-full flex-wrap items-center gap-x-5 gap-y-1 py-3 text-left text-lg hover:bg-card"
                >
                  {binding ? <Plate plate={binding.plate} size="md" /> : null}
                  <span>{vehicle.record?.goodsName}</span>
                  <span className="text-muted">{vehicle.record?.firmName}</span>
                </button>
              </li>
            );
          })}
        </ul>
      ) : null}
    </section>
  );
}
