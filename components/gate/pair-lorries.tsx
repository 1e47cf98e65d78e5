'use client';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Plate } from '@/components/plate/plate';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import type { CrossingId } from '@/domain/shared/identity';
import type { Deed } from '@/offline/checkpoint/deeds';
import type { Vehicle } from '@/offline/checkpoint/outcome';
import { Panel } from './pick-buttons';

const MOST = 8;
type Receiver = { readonly crossingId: CrossingId; readonly plate: string };

function receiverOf(vehicle: Vehicle): Receiver | null {
  const plate = (vehicle.crossing?.binding ?? vehicle.claims?.binding)?.plate;
  return vehicle.crossingId === null || plate === undefined
    ? null
    : { crossingId: vehicle.crossingId, plate };
}

/** The lorries that the firm declared for this load (DE-6), with their crossing where this tablet has heard of it. */
function useDeclared(
  vehicle: Vehicle,
  lookUp: (query: string) => Promise<readonly Vehicle[]>,
): readonly { readonly plate: string; readonly crossingId: CrossingId | null }[] {
  const [found, setFound] = useState<ReadonlyMap<string, CrossingId>>(new Map());
  const plates = vehicle.crossing?.declared?.details?.receiving?.map(({ plate }) => plate).join(' ') ?? '';
  useEffect(() => {
    let current = true;
    const each = plates === '' ? [] : plates.split(' ');
    Promise.all(
      each.map(async (plate) => {
        const receivers = (await lookUp(plate)).flatMap((hit) => receiverOf(hit) ?? []);
        const same = receivers.find((one) => one.plate === plate);
        return same === undefined ? [] : [[plate, same.crossingId] as const];
      }),
    ).then(
      (hits) => {
        if (current) setFound(new Map(hits.flat()));
      },
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [plates, lookUp]);
  return plates === ''
    ? []
    : plates.split(' ').map((plate) => ({ plate, crossingId: found.get(plate) ?? null }));
}

/** The lorries that take over the load (FO-17): each scanned, or found by its plate, from this tablet's own data. */
export function PairLorries({
  vehicle,
  lookUp,
  onIntercept,
  onDeed,
  onBack,
}: {
  readonly vehicle: Vehicle;
  readonly lookUp: (query: string) => Promise<readonly Vehicle[]>;
  /** While this is open a scanned pass names a receiving lorry, not the next vehicle. */
  readonly onIntercept: (take: ((text: string) => void) | null) => void;
  readonly onDeed: (deed: Deed) => void;
  readonly onBack: () => void;
}) {
  const t = useTranslations('gateWork');
  const lookUpWords = useTranslations('gate.lookUp');
  const [query, setQuery] = useState('');
  const [hits, setHits] = useState<readonly Receiver[] | null>(null);
  const [chosen, setChosen] = useState<readonly Receiver[]>([]);
  const own = vehicle.crossingId;
  const declared = useDeclared(vehicle, lookUp);

  useEffect(() => {
    const add = (found: Receiver) =>
      setChosen((now) =>
        now.length >= MOST || now.some(({ crossingId }) => crossingId === found.crossingId)
          ? now
          : [...now, found],
      );
    onIntercept((text) => {
      lookUp(text).then(
        (found) => {
          const receiver = found.map(receiverOf).find((each) => each !== null && each.crossingId !== own);
          if (receiver) add(receiver);
          else setHits([]);
        },
        () => setHits([]),
      );
    });
    return () => onIntercept(null);
  }, [onIntercept, lookUp, own]);

  useEffect(() => {
    let current = true;
    if (query.trim().length < 4) setHits(null);
    else
      lookUp(query).then(
        (found) => {
          const others = found.flatMap((each) => receiverOf(each) ?? []);
          if (current) setHits(others.filter(({ crossingId }) => crossingId !== own));
        },
        () => undefined,
      );
    return () => {
      current = false;
    };
  }, [query, lookUp, own]);

  const open = (hits ?? []).filter((hit) => !chosen.some(({ crossingId }) => crossingId === hit.crossingId));
  return (
    <Panel onBack={onBack}>
      <TextField
        code
        label={t('pairTitle')}
        hint={t('pairHint')}
        value={query}
        maxLength={40}
        autoCapitalize="characters"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      <p role="status" className="min-h-7 text-lg text-muted">
        {hits !== null && hits.length === 0 ? lookUpWords('none') : null}
      </p>
      {declared.length > 0 ? (
        <ul aria-label={t('pairDeclared')} className="mb-3 flex flex-wrap items-center gap-3">
          <li className="text-muted">{t('pairDeclared')}</li>
          {declared
            .filter(({ crossingId }) => !chosen.some((one) => one.crossingId === crossingId))
            .map(({ plate, crossingId }) => (
              <li key={plate}>
                <Button
                  tone="outline"
                  size="tablet"
                  disabled={crossingId === null}
                  onClick={() => {
                    if (crossingId) setChosen((now) => [...now, { plate, crossingId }].slice(0, MOST));
                  }}
                >
                  <Plate plate={plate} size="md" />
                  {crossingId === null ? t('pairNotHere') : null}
                </Button>
              </li>
            ))}
        </ul>
      ) : null}
      <ul className="flex flex-wrap gap-3">
        {open.map((hit) => (
          <li key={hit.crossingId}>
            <Button
              tone="outline"
              size="tablet"
              onClick={() => {
                setChosen((now) => [...now, hit].slice(0, MOST));
                setQuery('');
              }}
            >
              <Plate plate={hit.plate} size="md" />
            </Button>
          </li>
        ))}
      </ul>
      {chosen.length > 0 ? (
        <ul aria-label={t('paired')} className="mt-3 flex flex-wrap gap-3 border-t border-rule pt-3">
          {chosen.map((one) => (
            <li key={one.crossingId}>
              <Button
                tone="text"
                size="tablet"
                aria-label={t('pairRemove', { plate: one.plate })}
                onClick={() => setChosen((now) => now.filter((each) => each !== one))}
              >
                <Plate plate={one.plate} size="md" />
                <span aria-hidden="true">{'×'}</span>
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="mt-3 flex flex-wrap gap-3">
        <Button
          size="tablet"
          className="grow"
          disabled={chosen.length === 0}
          onClick={() => onDeed({ kind: 'pair', receiving: chosen.map(({ crossingId }) => crossingId) })}
        >
          {t('pairSend', { count: chosen.length })}
        </Button>
        <Button tone="text" size="tablet" onClick={onBack}>
          {t('back')}
        </Button>
      </div>
    </Panel>
  );
}
