'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { checkTemplate } from '@/domain/fleet/check-template';
import { templateTypedSchema } from '@/domain/fleet/entry';
import type { TemplateView } from '../app/answers';
import { useTRPC } from '../app/trpc';
import { SelectField } from '../ui/field';
import { EntryForm, fleetFieldId } from './entry-form';
import { useSendEntry } from './use-send-entry';

const UNITS = ['kg', 'tấn'] as const;

export function TemplateForm({
  template,
  onClose,
}: {
  /** Null: a new one. */
  readonly template: TemplateView | null;
  readonly onClose: () => void;
}) {
  const t = useTranslations('fleet');
  const declare = useTranslations('declare');
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.fleet.saveTemplate.mutationOptions());
  const send = useSendEntry(template, mutateAsync);
  return (
    <EntryForm
      title={t(template === null ? 'add.template' : 'editTitle.template')}
      start={templateTypedSchema.parse({ weightUnit: 'kg', ...template?.goods, name: template?.name })}
      check={(typed) => checkTemplate(typed).faults}
      send={send}
      onClose={onClose}
      chosen={{ weightUnit: declare('field.weightUnit') }}
      boxes={[
        { field: 'goodsName', label: declare('field.goodsName') },
        { field: 'weight', label: declare('field.weight'), inputMode: 'decimal' },
        { field: 'hsCode', label: declare('field.hsCode'), code: true, inputMode: 'numeric' },
        { field: 'name', label: t('field.templateName'), hint: t('hint.templateName') },
      ]}
      choices={({ typed, answer, faultOf }) => (
        <SelectField
          id={fleetFieldId('weightUnit')}
          label={declare('field.weightUnit')}
          fault={faultOf('weightUnit')}
          value={typed.weightUnit}
          onChange={(event) => answer('weightUnit', event.target.value)}
        >
          {UNITS.map((unit) => (
            <option key={unit} value={unit}>
              {declare(`unit.${unit === 'kg' ? 'kg' : 'tonne'}`)}
            </option>
          ))}
        </SelectField>
      )}
    />
  );
}
