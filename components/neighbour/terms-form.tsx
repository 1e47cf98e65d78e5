'use client';
import { useTranslations } from 'use-intl';
import { HOME, NEIGHBOUR, type Zone } from '@/domain/flow/zones';
import { FLOWS, type Terms } from '@/domain/neighbour/content';
import type { GateId } from '@/domain/shared/identity';
import { useTyped } from '../app/use-typed';
import { Button } from '../ui/button';
import { SelectField, TextField } from '../ui/field';
import {
  readTerms,
  type TermsFault,
  type TermsTyped,
  termsFrom,
  typedTerms,
  zoneOfTerms,
} from './read-terms';
import { useZoneName } from './zone-name';

/** What is proposed: a quota or hours, and from when to when. Of a counter-proposal the matter and the way are fixed. */
export function TermsForm({
  gateId,
  own,
  first,
  now,
  busy,
  action,
  onTerms,
  onCancel,
}: {
  readonly gateId: GateId;
  readonly own: Zone;
  /** What is countered; null: a proposal of our own. */
  readonly first: Terms | null;
  readonly now: number;
  readonly busy: boolean;
  readonly action: string;
  readonly onTerms: (terms: Terms) => void;
  readonly onCancel: () => void;
}) {
  const t = useTranslations('neighbour.agreement');
  const sheet = useTranslations('neighbour.sheet');
  const zone = first === null ? own : zoneOfTerms(first, own === HOME ? NEIGHBOUR : HOME);
  const place = useZoneName()(zone);
  const { typed, change, faults, setFaults } = useTyped<TermsTyped, TermsFault>(() =>
    first === null ? termsFrom(now, own) : typedTerms(first, zone),
  );
  const box = (name: TermsFault, type: 'date' | 'time' | 'text') => (
    <TextField
      label={t(`field.${name}`, { place })}
      fault={faults.includes(name) ? t(`fault.${name}`) : null}
      type={type}
      inputMode={type === 'text' ? 'numeric' : undefined}
      autoComplete="off"
      value={typed[name]}
      onChange={({ target }) => change({ [name]: target.value })}
    />
  );
  return (
    <form
      noValidate
      className="mt-4 max-w-3xl space-y-6 border-y-2 border-ink py-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (busy) return;
        const read = readTerms(typed, { gateId, now, zone });
        if (read.kind === 'faults') setFaults(read.faults);
        else onTerms(read.terms);
      }}
    >
      <div className="grid gap-6 sm:grid-cols-2">
        <SelectField
          label={t('field.about')}
          value={typed.about}
          disabled={first !== null}
          onChange={({ target }) => change({ about: target.value === 'hours' ? 'hours' : 'quota' })}
        >
          <option value="quota">{t('about.quota')}</option>
          <option value="hours">{t('about.hours')}</option>
        </SelectField>
        <SelectField
          label={t('field.flow')}
          value={typed.flow}
          disabled={first !== null}
          onChange={({ target }) => change({ flow: target.value === 'cn-vn' ? 'cn-vn' : 'vn-cn' })}
        >
          {FLOWS.map((flow) => (
            <option key={flow} value={flow}>
              {sheet(`flow.${flow}`)}
            </option>
          ))}
        </SelectField>
        {box('from', 'date')}
        {box('until', 'date')}
        {typed.about === 'quota' ? (
          box('perHour', 'text')
        ) : (
          <>
            {box('opens', 'time')}
            {box('closes', 'time')}
          </>
        )}
      </div>
      <p className="text-muted">{t('signs')}</p>
      <div className="flex flex-wrap gap-3">
        <Button type="submit" busy={busy}>
          {action}
        </Button>
        <Button tone="text" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
