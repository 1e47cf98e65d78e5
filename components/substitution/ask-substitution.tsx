'use client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { SUBSTITUTION_PARTS, type SubstitutionPart } from '@/domain/fleet/substitution';
import type { GateId } from '@/domain/shared/identity';
import type { Substitutions } from '../app/answers';
import { ErrorNotice } from '../app/error-notice';
import { useTRPC } from '../app/trpc';
import { useFaultText } from '../declaration/use-fault-text';
import { shownEntries } from '../fleet/shown-entries';
import { useFleet } from '../fleet/use-fleet';
import { VerificationLine } from '../fleet/vehicle-facts';
import { Plate } from '../plate/plate';
import { Button } from '../ui/button';
import { Choice, type Option } from '../ui/choice';
import { TextField } from '../ui/field';
import { Notice } from '../ui/notice';

const SHORTEST = 3;

/** Which part, by what of the fleet, and why. What the rule refuses is said at once and stands in the list above. */
export function AskSubstitution({
  of,
  open,
  onAsked,
}: {
  readonly of: { readonly gateId: GateId; readonly crossingId: string };
  readonly open: Substitutions;
  readonly onAsked: () => void;
}) {
  const t = useTranslations('substitution');
  const fleetText = useTranslations('fleet');
  const trpc = useTRPC();
  const faultText = useFaultText();
  const [part, setPart] = useState<SubstitutionPart>('tractor');
  const [entryId, setEntryId] = useState('');
  const [container, setContainer] = useState('');
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const ask = useMutation(trpc.substitution.ask.mutationOptions({ onSettled: onAsked }));
  const options = useOptions(part, open);
  const fault = ask.data?.kind === 'fault' ? faultText(ask.data.fault) : null;
  const isPicked = part === 'container' ? container.trim() !== '' : entryId !== '';
  const parts = SUBSTITUTION_PARTS.filter((each) => each === 'driver' || open.declared[each] !== null);
  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!isPicked || reason.trim().length < SHORTEST || ask.isPending) return;
    ask.mutate(
      { ...of, part, entryId: part === 'container' ? null : entryId, container, reason: reason.trim() },
      {
        onSuccess: (answer) => {
          if (answer.kind === 'waits') setReason('');
          setTried(false);
        },
      },
    );
  }
  return (
    <form noValidate onSubmit={submit} className="space-y-6">
      <ErrorNotice error={ask.error} />
      {ask.data?.kind === 'refused' ? (
        <Notice tone="fault" role="alert">
          {`${t(`refusal.${ask.data.code}`)} (${ask.data.code})`}
        </Notice>
      ) : null}
      <Choice
        legend={t('part')}
        value={part}
        options={parts.map((value) => ({ value, label: t(`parts.${value}`) }))}
        onChange={(value) => {
          setPart(value);
          setEntryId('');
          ask.reset();
        }}
      />
      {part === 'container' ? (
        <TextField
          code
          label={t('container')}
          hint={t('containerHint')}
          fault={fault ?? (isTried && !isPicked ? t('pickMissing') : null)}
          autoComplete="off"
          value={container}
          onChange={(event) => setContainer(event.target.value)}
        />
      ) : options.length === 0 ? (
        <Notice>
          <p>{t('noneOfFleet')}</p>
          <p>
            <a href="#fleet" className="inline-flex min-h-11 items-center font-semibold text-link underline">
              {fleetText('keep.open')}
            </a>
          </p>
        </Notice>
      ) : (
        <Choice
          legend={t('by')}
          fault={isTried && !isPicked ? t('pickMissing') : null}
          value={entryId}
          options={options}
          onChange={setEntryId}
        />
      )}
      <TextField
        label={t('reason')}
        hint={t('reasonHint')}
        fault={isTried && reason.trim().length < SHORTEST ? t('reasonMissing') : null}
        maxLength={300}
        autoComplete="off"
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button type="submit" size="large" wide busy={ask.isPending}>
        {t('ask')}
      </Button>
    </form>
  );
}

/** What of the fleet fits the part; what is declared already is left out. */
function useOptions(part: SubstitutionPart, open: Substitutions): readonly Option<string>[] {
  const { fleet } = useFleet();
  if (fleet === null || part === 'container') return [];
  const { vehicles, drivers } = shownEntries(fleet, '');
  if (part === 'driver')
    return drivers.flatMap(({ id, person }) => (person === null ? [] : [{ value: id, label: person.name }]));
  return vehicles
    .filter(
      ({ kind, plate }) => (kind === 'trailer') === (part === 'trailer') && plate !== open.declared[part],
    )
    .map((vehicle) => ({
      value: vehicle.id,
      label: <Plate plate={vehicle.plate} size="sm" />,
      hint: <VerificationLine of={vehicle.verification} />,
    }));
}
