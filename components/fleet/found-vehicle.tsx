'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { displayPlate } from '@/domain/identifiers/plate';
import type { GateId } from '@/domain/shared/identity';
import type { FoundVehicle as Found } from '../app/answers';
import { ErrorNotice } from '../app/error-notice';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { useNow } from '../app/use-now';
import { Plate } from '../plate/plate';
import { Button } from '../ui/button';
import { TextField } from '../ui/field';
import { Notice } from '../ui/notice';
import { VerificationLine } from './vehicle-facts';

const SHORTEST = 3;

/** A vehicle as its firm says it is, to be held against what stands there; who looked, and at what, is kept below it. */
export function FoundVehicle({
  gateId,
  vehicle,
  isTwice,
}: {
  readonly gateId: GateId;
  readonly vehicle: Found;
  /** Two fleets have its chassis number. */
  readonly isTwice: boolean;
}) {
  const t = useTranslations('fleet.check');
  const fleet = useTranslations('fleet');
  const app = useTranslations('app');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const now = useNow(60_000);
  const { moment } = useTimeText();
  const [evidence, setEvidence] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [isTried, setTried] = useState(false);
  const verify = useMutation(
    trpc.fleet.verify.mutationOptions({
      onSuccess: () => {
        setOpen(false);
        setEvidence('');
      },
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.fleet.find.queryKey() }),
    }),
  );
  const { firmId, vehicleId, chassis, plate, kind, container, firmName } = vehicle;
  const named = { plate: displayPlate(plate).text, firm: firmName };
  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (evidence.trim().length < SHORTEST || verify.isPending) return;
    verify.mutate({
      gateId,
      firmId,
      vehicleId,
      chassis,
      plate,
      kind,
      container,
      evidence: evidence.trim(),
    });
  }
  return (
    <li data-firm={firmName} className="space-y-3 py-5">
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <Plate plate={plate} size="lg" />
        <div>
          <p className="font-semibold">{firmName}</p>
          <p className="text-muted">{`${fleet(`kind.${kind}`)} · ${fleet(`container.${container}`)}`}</p>
        </div>
      </div>
      <p>
        {t('chassis')} <span className="figures text-2xl font-semibold break-all">{chassis}</span>
      </p>
      {isTwice ? <Notice>{t('twice')}</Notice> : null}
      <VerificationLine of={vehicle.verification} />
      {now === null || vehicle.log.length === 0 ? null : (
        <ul className="text-muted">
          {vehicle.log.map((line) => (
            <li key={line.at}>
              {t('log', { by: line.by, at: moment(line.at, now), evidence: line.evidence })}
            </li>
          ))}
        </ul>
      )}
      <ErrorNotice error={verify.error} />
      {isOpen ? (
        <form noValidate onSubmit={submit} className="space-y-4">
          <TextField
            label={t('evidence')}
            hint={t('evidenceHint')}
            fault={isTried && evidence.trim().length < SHORTEST ? t('evidenceMissing') : null}
            value={evidence}
            maxLength={300}
            autoComplete="off"
            onChange={(event) => setEvidence(event.target.value)}
          />
          <div className="flex flex-wrap gap-3">
            <Button type="submit" busy={verify.isPending}>
              {t('now')}
            </Button>
            <Button tone="text" onClick={() => setOpen(false)}>
              {app('cancel')}
            </Button>
          </div>
        </form>
      ) : (
        <Button tone="outline" aria-label={t('verifyOf', named)} onClick={() => setOpen(true)}>
          {t('verify')}
        </Button>
      )}
    </li>
  );
}
