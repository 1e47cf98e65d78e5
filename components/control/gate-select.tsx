'use client';
import type { ReactNode } from 'react';
import { useLocale } from 'use-intl';
import { useGates } from '../app/use-gates';
import { SelectField } from '../ui/field';

/** Which gate a page is about, for whoever has more than one. */
export function GateSelect({
  label,
  value,
  first = null,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  /** An option before the gates. */
  readonly first?: ReactNode;
  readonly onChange: (value: string) => void;
}) {
  const locale = useLocale();
  const gates = useGates();
  return (
    <div className="w-64">
      <SelectField label={label} value={value} onChange={(event) => onChange(event.target.value)}>
        {first}
        {gates.map((each) => (
          <option key={each.code} value={each.code}>
            {each[locale]}
          </option>
        ))}
      </SelectField>
    </div>
  );
}
