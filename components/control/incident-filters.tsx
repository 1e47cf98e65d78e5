'use client';
import { useTranslations } from 'use-intl';
import type { Incident, IncidentKind } from '@/domain/sync/incident';
import { SelectField } from '../ui/field';

/** Empty: all of them. */
export type Only = {
  readonly kind: IncidentKind | '';
  readonly severity: Incident['severity'] | '';
  readonly open: boolean;
};
const SEVERITIES = ['serious', 'warning', 'notice'] as const;

/** Which incidents are looked at; what is hidden is still counted in the heading. */
export function IncidentFilters({
  only,
  kinds,
  onChange,
}: {
  readonly only: Only;
  /** Those that there are. */
  readonly kinds: readonly IncidentKind[];
  readonly onChange: (only: Only) => void;
}) {
  const t = useTranslations('incidentFilter');
  const words = useTranslations('incident');
  return (
    <div className="flex flex-wrap items-end gap-x-5 gap-y-3 border-y border-rule py-3">
      <div className="w-72">
        <SelectField
          label={t('kind')}
          value={only.kind}
          onChange={(event) =>
            onChange({ ...only, kind: kinds.find((kind) => kind === event.target.value) ?? '' })
          }
        >
          <option value="">{t('all')}</option>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {words(`${kind}.word`)}
            </option>
          ))}
        </SelectField>
      </div>
      <div className="w-52">
        <SelectField
          label={t('severity')}
          value={only.severity}
          onChange={(event) =>
            onChange({
              ...only,
              severity: SEVERITIES.find((severity) => severity === event.target.value) ?? '',
            })
          }
        >
          <option value="">{t('all')}</option>
          {SEVERITIES.map((severity) => (
            <option key={severity} value={severity}>
              {words(`severity.${severity}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <label className="flex min-h-13 items-center gap-3">
        <input
          type="checkbox"
          className="size-6 accent-link"
          checked={only.open}
          onChange={(event) => onChange({ ...only, open: event.target.checked })}
        />
        {t('open')}
      </label>
    </div>
  );
}
