'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ENTRY_KINDS, type EntryKind } from '@/domain/fleet/entry';
import { Failure } from '../app/failure';
import { Awaiting } from '../ui/awaiting';
import { BackLink } from '../ui/back-link';
import { Button } from '../ui/button';
import { TextField } from '../ui/field';
import { DriverForm } from './driver-form';
import { EntryList } from './entry-list';
import { shownEntries } from './shown-entries';
import { TemplateForm } from './template-form';
import { useFleet } from './use-fleet';
import { VehicleForm } from './vehicle-form';

type Opened = { readonly id: string | null };

const fleetHash = (kind: EntryKind): string => (kind === 'vehicle' ? 'fleet' : `fleet-${kind}`);

/** The firm's fleet on a phone: three parts, one list, the pressing first. */
export function FleetView({ kind }: { readonly kind: EntryKind }) {
  const t = useTranslations('fleet');
  const { query, fleet, mayChange } = useFleet();
  const [typed, setTyped] = useState('');
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);
  if (query.error && fleet === null) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (fleet === null) return <Awaiting>{t('awaiting')}</Awaiting>;
  if (opened !== null)
    return kind === 'vehicle' ? (
      <VehicleForm vehicle={fleet.vehicles.find(({ id }) => id === opened.id) ?? null} onClose={close} />
    ) : kind === 'driver' ? (
      <DriverForm driver={fleet.drivers.find(({ id }) => id === opened.id) ?? null} onClose={close} />
    ) : (
      <TemplateForm template={fleet.templates.find(({ id }) => id === opened.id) ?? null} onClose={close} />
    );
  const shown = shownEntries(fleet, typed);
  const inUse = shownEntries(fleet, '');
  const counts = {
    vehicle: inUse.vehicles.length,
    driver: inUse.drivers.length,
    template: inUse.templates.length,
  };
  const found = { vehicle: shown.vehicles, driver: shown.drivers, template: shown.templates }[kind].length;
  return (
    <>
      <BackLink href="#mine">{t('back')}</BackLink>
      <h1 className="text-3xl leading-tight font-bold">{t('title')}</h1>
      <p className="mt-2 text-lg text-muted">{t('text')}</p>
      <nav aria-label={t('tabs')} className="mt-4 flex flex-wrap gap-x-5 border-b border-rule">
        {ENTRY_KINDS.map((each) => (
          <a
            key={each}
            href={`#${fleetHash(each)}`}
            aria-current={each === kind ? 'page' : undefined}
            className="-mb-px flex min-h-12 items-center border-b-4 border-transparent text-muted no-underline hover:text-ink aria-[current]:border-link aria-[current]:font-semibold aria-[current]:text-ink"
          >
            {t(`tab.${each}`, { count: counts[each] })}
          </a>
        ))}
      </nav>
      <div className="mt-5 space-y-5">
        {counts[kind] > 0 ? (
          <TextField
            type="search"
            label={t('search')}
            hint={t('searchHint')}
            value={typed}
            maxLength={60}
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
          />
        ) : null}
        {typed.trim() === '' ? null : (
          <p role="status" className="text-muted">
            {t('found', { count: found })}
          </p>
        )}
        {mayChange ? <Button onClick={() => setOpened({ id: null })}>{t(`add.${kind}`)}</Button> : null}
        <EntryList
          kind={kind}
          shown={shown}
          all={fleet}
          mayChange={mayChange}
          onEdit={(id) => setOpened({ id })}
        />
      </div>
    </>
  );
}
