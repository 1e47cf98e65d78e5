'use client';
import { useTranslations } from 'use-intl';
import { displayPlate } from '@/domain/identifiers/plate';
import type { VehicleView } from '../app/answers';
import { PaperLine } from './paper-line';

export function VerificationLine({ of }: { readonly of: VehicleView['verification'] }) {
  const t = useTranslations('fleet');
  return of.kind === 'verified' ? (
    <p data-verified="yes" className="font-semibold text-good">
      {t('verified')}
    </p>
  ) : (
    <p data-verified="no" className="font-semibold">
      {t(`unverified.${of.because}`)}
    </p>
  );
}

/** What is to be known of a vehicle of the fleet: the pressing things first. */
export function VehicleFacts({ vehicle }: { readonly vehicle: VehicleView }) {
  const t = useTranslations('fleet');
  const facts = [
    t(`kind.${vehicle.kind}`),
    ...(vehicle.container === 'none' ? [] : [t(`container.${vehicle.container}`)]),
  ];
  const plates = [...new Set(vehicle.plates.map(({ plate }) => displayPlate(plate).text))];
  return (
    <div className="min-w-0 space-y-1">
      <PaperLine paper="licence" until={vehicle.licence.until} standing={vehicle.licenceStands} />
      <PaperLine paper="insurance" until={vehicle.insurance.until} standing={vehicle.insuranceStands} />
      <PaperLine paper="inspection" until={vehicle.inspectionUntil} standing={vehicle.inspectionStands} />
      <VerificationLine of={vehicle.verification} />
      <p className="text-muted">
        {facts.join(' · ')}
        {vehicle.chassis === null ? null : (
          <>
            {' · '}
            <span className="figures break-all">{vehicle.chassis}</span>
          </>
        )}
      </p>
      {plates.length === 0 ? null : (
        <p className="text-muted">{t('formerPlates', { plates: plates.join(', ') })}</p>
      )}
    </div>
  );
}
