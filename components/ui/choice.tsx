'use client';
import { type ReactNode, useId } from 'react';

export type Option<T extends string> = {
  readonly value: T;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly disabled?: boolean;
};

/** Radio buttons as full-width rows, big enough for a thumb; a native fieldset, so arrow keys work by themselves. */
export function Choice<T extends string>({
  legend,
  hint,
  fault,
  options,
  value,
  onChange,
  id,
  asHeading = false,
}: {
  readonly legend: ReactNode;
  readonly hint?: ReactNode;
  readonly fault?: ReactNode;
  readonly options: readonly Option<T>[];
  readonly value: T | '';
  readonly onChange: (value: T) => void;
  /** Lands on the first radio, so that an error summary can link to it. */
  readonly id?: string;
  readonly asHeading?: boolean;
}) {
  const own = useId();
  const base = id ?? own;
  return (
    <fieldset
      aria-describedby={
        [hint ? `${base}-hint` : '', fault ? `${base}-fault` : ''].join(' ').trim() || undefined
      }
      className={fault ? 'border-l-4 border-fault pl-4' : ''}
    >
      <legend className={asHeading ? 'text-3xl leading-tight font-bold text-balance' : 'font-semibold'}>
        {asHeading ? <h1>{legend}</h1> : legend}
      </legend>
      {hint ? (
        <p id={`${base}-hint`} className={`text-muted ${asHeading ? 'mt-2 text-lg' : ''}`}>
          {hint}
        </p>
      ) : null}
      {fault ? (
        <p id={`${base}-fault`} className="mt-1 font-semibold text-fault">
          {fault}
        </p>
      ) : null}
      <div className={`divide-y divide-rule border-y border-rule ${asHeading ? 'mt-5' : 'mt-2'}`}>
        {options.map((option, position) => (
          <label
            key={option.value}
            className="flex min-h-15 cursor-pointer items-center gap-4 py-3 has-checked:font-semibold has-disabled:cursor-default has-disabled:opacity-55"
          >
            <input
              type="radio"
              name={base}
              id={position === 0 ? base : undefined}
              value={option.value}
              checked={value === option.value}
              disabled={option.disabled}
              onChange={() => onChange(option.value)}
              className="size-6 shrink-0 accent-link"
            />
            <span>
              <span className="block text-lg leading-snug">{option.label}</span>
              {option.hint ? <span className="block font-normal text-muted">{option.hint}</span> : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
