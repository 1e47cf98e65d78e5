'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { v7 as uuidv7 } from 'uuid';
import { vehicleTypedSchema } from '@/domain/fleet/entry';
import { displayPlate } from '@/domain/identifiers/plate';
import { useErrorText } from '../app/error-text';
import { useTRPC } from '../app/trpc';
import { Button, ButtonLink } from '../ui/button';
import { Notice } from '../ui/notice';
import { useFleet } from './use-fleet';

/** A vehicle was declared that the fleet does not know: kept in one tap, its papers and chassis number to follow (rule 12). */
export function KeepVehicle({
  plate,
  pulls,
}: {
  /** Normalised. */
  readonly plate: string;
  /** A trailer was declared behind it. */
  readonly pulls: boolean;
}) {
  const t = useTranslations('fleet');
  const trpc = useTRPC();
  const errorText = useErrorText();
  const { fleet, mayChange, renew } = useFleet();
  const [id] = useState(() => uuidv7());
  const save = useMutation(
    trpc.fleet.saveVehicle.mutationOptions({ onSuccess: () => renew().catch(() => undefined) }),
  );
  if (save.data?.kind === 'saved')
    return (
      <Notice tone="plain" role="status">
        <p>{t('keep.done')}</p>
        <p className="mt-2">
          <ButtonLink href="#fleet" tone="outline">
            {t('keep.open')}
          </ButtonLink>
        </p>
      </Notice>
    );
  const isKnown = fleet?.vehicles.some((each) => each.plate === plate && each.retiredAt === null) ?? true;
  if (!mayChange || isKnown) return null;
  const typed = vehicleTypedSchema.parse({
    kind: pulls ? 'tractor' : 'rigid',
    plate: displayPlate(plate).text,
  });
  return (
    <Notice tone="plain">
      <p>{t('keep.text', { plate: displayPlate(plate).text })}</p>
      {save.error ? (
        <p role="alert" className="mt-1 font-semibold text-fault">
          {errorText(save.error)}
        </p>
      ) : null}
      <p className="mt-2">
        <Button tone="outline" busy={save.isPending} onClick={() => save.mutate({ id, typed })}>
          {t('keep.now')}
        </Button>
      </p>
    </Notice>
  );
}
