import type { ComponentProps } from 'react';
import { SelectField } from './field';

/** A select over a closed list: what it answers is one of the list, never any text. */
export function PickField<T extends string>({
  options,
  nameOf,
  onPick,
  ...field
}: {
  readonly options: readonly T[];
  readonly value: NoInfer<T>;
  readonly nameOf: (option: T) => string;
  readonly onPick: (option: T) => void;
} & Pick<ComponentProps<typeof SelectField>, 'label' | 'hint' | 'disabled'>) {
  return (
    <SelectField
      {...field}
      onChange={({ target }) => {
        const picked = options.find((option) => option === target.value);
        if (picked !== undefined) onPick(picked);
      }}
    >
      {options.map((option) => (
        <option key={option} value={option}>
          {nameOf(option)}
        </option>
      ))}
    </SelectField>
  );
}
