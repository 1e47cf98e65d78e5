'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { checkVehicle } from '@/domain/fleet/check-vehicle';
import { CONTAINER_SIZES, VEHICLE_KINDS, vehicleTypedSchema } from '@/domain/fleet/entry';
import type { VehicleView } from '../app/answers';
import { useTRPC } from '../app/trpc';
import { Choice } from '../ui/choice';
import { SelectField } from '../ui/field';
import { EntryForm, fleetFieldId } from './entry-form';
import { useSendEntry } from './use-send-entry';

/** As it stands in the boxes when it is changed. */
const typedOf = (vehicle: VehicleView | null) =>
  vehicleTypedSchema.parse(
    vehicle === null
      ? {}
      : {
          kind: vehicle.kind,
          plate: vehicle.rawPlate,
          chassis: vehicle.chassis ?? '',
          container: vehicle.container,
          maxLoad: vehicle.maxLoadKg === null ? '' : String(vehicle.maxLoadKg),
          licenceNumber: vehicle.licence.number ?? '',
          licenceUntil: vehicle.licence.until ?? '',
          insuranceNumber: vehicle.insurance.number ?? '',
          insuranceUntil: vehicle.insurance.until ?? '',
          inspectionUntil: vehicle.inspectionUntil ?? '',
        },
  );

export function VehicleForm({
  vehicle,
  onClose,
}: {
  /** Null: a new one. */
  readonly vehicle: VehicleView | null;
  readonly onClose: () => void;
}) {
  const t = useTranslations('fleet');
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.fleet.saveVehicle.mutationOptions());
  const send = useSendEntry(vehicle, mutateAsync);
  return (
    <EntryForm
      title={t(vehicle === null ? 'add.vehicle' : 'editTitle.vehicle')}
      start={typedOf(vehicle)}
      check={(typed) => checkVehicle(typed).faults}
      send={send}
      onClose={onClose}
      chosen={{ kind: t('field.kind'), container: t('field.container') }}
      choices={({ typed, answer, faultOf }) => (
        <>
          <Choice
            id={fleetFieldId('kind')}
            legend={t('field.kind')}
            fault={faultOf('kind')}
            value={VEHICLE_KINDS.find((kind) => kind === typed.kind) ?? ''}
            options={VEHICLE_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
            onChange={(value) => answer('kind', value)}
          />
          <SelectField
            id={fleetFieldId('container')}
            label={t('field.container')}
            fault={faultOf('container')}
            value={typed.container || 'none'}
            onChange={(event) => answer('container', event.target.value)}
          >
            {CONTAINER_SIZES.map((size) => (
              <option key={size} value={size}>
                {t(`container.${size}`)}
              </option>
            ))}
          </SelectField>
        </>
      )}
      boxes={[
        { field: 'plate', label: t('field.plate'), code: true },
        { field: 'chassis', label: t('field.chassis'), hint: t('hint.chassis'), code: true },
        { field: 'licenceNumber', label: t('field.licenceNumber') },
        { field: 'licenceUntil', label: t('field.licenceUntil'), type: 'date' },
        { field: 'insuranceNumber', label: t('field.insuranceNumber') },
        { field: 'insuranceUntil', label: t('field.insuranceUntil'), type: 'date' },
        { field: 'inspectionUntil', label: t('field.inspectionUntil'), type: 'date' },
        { field: 'maxLoad', label: t('field.maxLoad'), inputMode: 'numeric' },
      ]}
    />
  );
}
