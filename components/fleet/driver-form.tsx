'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { checkDriver } from '@/domain/fleet/check-driver';
import { driverTypedSchema } from '@/domain/fleet/entry';
import type { DriverView } from '../app/answers';
import { useTRPC } from '../app/trpc';
import { EntryForm } from './entry-form';
import { useSendEntry } from './use-send-entry';

const typedOf = (driver: DriverView | null) =>
  driverTypedSchema.parse({
    name: driver?.person?.name ?? '',
    phone: driver?.person?.phone ?? '',
    licenceNumber: driver?.person?.licenceNumber ?? '',
    licenceUntil: driver?.licenceUntil ?? '',
  });

export function DriverForm({
  driver,
  onClose,
}: {
  /** Null: a new one. */
  readonly driver: DriverView | null;
  readonly onClose: () => void;
}) {
  const t = useTranslations('fleet');
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.fleet.saveDriver.mutationOptions());
  const send = useSendEntry(driver, mutateAsync);
  return (
    <EntryForm
      title={t(driver === null ? 'add.driver' : 'editTitle.driver')}
      start={typedOf(driver)}
      check={(typed) => checkDriver(typed).faults}
      send={send}
      onClose={onClose}
      boxes={[
        { field: 'name', label: t('field.name'), hint: t('hint.driver') },
        { field: 'phone', label: t('field.phone'), type: 'tel' },
        { field: 'licenceNumber', label: t('field.driverLicence') },
        { field: 'licenceUntil', label: t('field.driverUntil'), type: 'date' },
      ]}
    />
  );
}
