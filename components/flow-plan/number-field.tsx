'use client';
import { useState } from 'react';
import { TextField } from '../ui/field';

/** `4,6` as Vietnamese write it and `4.6`; what is no number counts as 0, which no field takes for an answer. */
export function numberFrom(typed: string): number {
  const value = Number(typed.trim().replace(',', '.'));
  return typed.trim() === '' || Number.isNaN(value) ? 0 : value;
}
const textOf = (value: number): string => String(Math.round(value * 100) / 100);

/** A number as it is typed: the text stays under the hand while the plan holds what it means. */
export function NumberField({
  value,
  onChange,
  ...field
}: {
  readonly label: string;
  readonly hint?: string;
  readonly fault: string | null;
  readonly value: number;
  readonly onChange: (value: number) => void;
}) {
  const [typed, setTyped] = useState(textOf(value));
  // Undone or taken back elsewhere: what the plan holds counts, not what was typed once.
  const shown = numberFrom(typed) === Math.round(value * 100) / 100 ? typed : textOf(value);
  return (
    <TextField
      {...field}
      value={shown}
      inputMode="decimal"
      autoComplete="off"
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(numberFrom(event.target.value));
      }}
    />
  );
}
