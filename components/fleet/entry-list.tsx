'use client';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { EntryKind } from '@/domain/fleet/entry';
import { displayPlate } from '@/domain/identifiers/plate';
import type { Fleet } from '../app/answers';
import { ErrorNotice } from '../app/error-notice';
import { useTRPC } from '../app/trpc';
import { Plate } from '../plate/plate';
import { Button } from '../ui/button';
import { Hairlines } from '../ui/hairlines';
import { UndoBar } from '../ui/undo-bar';
import { EraseDriver } from './erase-driver';
import { PaperLine } from './paper-line';
import { useFleet } from './use-fleet';
import { VehicleFacts } from './vehicle-facts';

type Row = {
  readonly id: string;
  readonly name: string;
  readonly body: ReactNode;
  readonly retiredAt: number | null;
  /** A driver about whom something is left to erase. */
  readonly erasable: boolean;
};

/** Entries of one part of the fleet as rows of one look. */
function useRows(kind: EntryKind) {
  const t = useTranslations('fleet');
  return (fleet: Fleet): readonly Row[] => {
    switch (kind) {
      case 'vehicle':
        return fleet.vehicles.map((vehicle) => ({
          id: vehicle.id,
          name: displayPlate(vehicle.plate).text,
          retiredAt: vehicle.retiredAt,
          erasable: false,
          body: (
            <>
              <Plate plate={vehicle.plate} size="md" />
              <VehicleFacts vehicle={vehicle} />
            </>
          ),
        }));
      case 'driver':
        return fleet.drivers.map(({ id, person, licenceUntil, licenceStands, retiredAt }) => ({
          id,
          name: person?.name ?? t('erased'),
          retiredAt,
          erasable: person !== null,
          body: (
            <div className="min-w-0 space-y-1">
              <p className="text-lg font-semibold break-words">{person?.name ?? t('erased')}</p>
              {person === null ? null : (
                <>
                  <PaperLine paper="driving" until={licenceUntil} standing={licenceStands} />
                  <p className="figures text-muted">
                    {[person.phone, person.licenceNumber].filter((each) => each !== null).join(' · ')}
                  </p>
                </>
              )}
            </div>
          ),
        }));
      case 'template':
        return fleet.templates.map(({ id, name, goods, retiredAt }) => ({
          id,
          name,
          retiredAt,
          erasable: false,
          body: (
            <div className="min-w-0">
              <p className="text-lg font-semibold break-words">{name}</p>
              <p className="text-muted">
                {[
                  goods.goodsName,
                  goods.hsCode,
                  goods.weight === '' ? '' : `${goods.weight} ${goods.weightUnit}`,
                ]
                  .filter((each) => each !== '')
                  .join(' · ')}
              </p>
            </div>
          ),
        }));
    }
  };
}

/** What is in use, and below it what is not any more; taken out of use in one tap that can be taken back. */
export function EntryList({
  kind,
  shown,
  all,
  mayChange,
  onEdit,
}: {
  readonly kind: EntryKind;
  readonly shown: Fleet;
  readonly all: Fleet;
  readonly mayChange: boolean;
  readonly onEdit: (id: string) => void;
}) {
  const t = useTranslations('fleet');
  const trpc = useTRPC();
  const rowsOf = useRows(kind);
  const { renew } = useFleet();
  const [undoable, setUndoable] = useState<Row | null>(null);
  const retire = useMutation(
    trpc.fleet.retire.mutationOptions({ onSettled: () => renew().catch(() => undefined) }),
  );
  const rows = rowsOf(shown);
  const retired = rowsOf(all).filter(({ retiredAt }) => retiredAt !== null);
  const isEmpty = rowsOf(all).length === retired.length;
  const setRetired = (row: Row, isRetired: boolean) =>
    retire.mutate(
      { entry: kind, id: row.id, retired: isRetired },
      { onSuccess: () => setUndoable(isRetired ? row : null) },
    );
  return (
    <>
      <ErrorNotice error={retire.error} />
      {isEmpty ? <p className="border-y border-rule py-4 text-muted">{t(`none.${kind}`)}</p> : null}
      {rows.length === 0 ? null : (
        <Hairlines label={t(`tab.${kind}`, { count: rows.length })}>
          {rows.map((row) => (
            <li key={row.id} data-entry={row.name} className="space-y-2 py-4">
              {row.body}
              {mayChange ? (
                <div className="flex flex-wrap gap-x-6">
                  <Button
                    tone="text"
                    className="px-0!"
                    aria-label={t('editOf', { name: row.name })}
                    onClick={() => onEdit(row.id)}
                  >
                    {t('edit')}
                  </Button>
                  <Button
                    tone="text"
                    className="px-0!"
                    aria-label={t('retireOf', { name: row.name })}
                    onClick={() => setRetired(row, true)}
                  >
                    {t('retire')}
                  </Button>
                </div>
              ) : null}
            </li>
          ))}
        </Hairlines>
      )}
      {retired.length === 0 ? null : (
        <details>
          <summary className="min-h-12 cursor-pointer py-3 font-semibold">
            {t('outOfUse', { count: retired.length })}
          </summary>
          <Hairlines label={t('outOfUse', { count: retired.length })}>
            {retired.map((row) => (
              <li key={row.id} className="flex flex-wrap items-center justify-between gap-x-6 py-2">
                <span className="min-w-0 break-words">{row.name}</span>
                {mayChange && (kind !== 'driver' || row.erasable) ? (
                  <span className="flex flex-wrap gap-x-6">
                    <Button
                      tone="text"
                      className="px-0!"
                      aria-label={t('restoreOf', { name: row.name })}
                      onClick={() => setRetired(row, false)}
                    >
                      {t('restore')}
                    </Button>
                    {row.erasable ? <EraseDriver id={row.id} name={row.name} /> : null}
                  </span>
                ) : null}
              </li>
            ))}
          </Hairlines>
        </details>
      )}
      {undoable === null ? null : (
        <UndoBar
          key={undoable.id}
          undoLabel={t('undo')}
          onUndo={() => setRetired(undoable, false)}
          onGone={() => setUndoable(null)}
        >
          {t('retired', { name: undoable.name })}
        </UndoBar>
      )}
    </>
  );
}
