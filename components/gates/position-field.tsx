'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { GateEntry } from '@/domain/gate/gate-entry';
import { TextField } from '../ui/field';

type Position = GateEntry['position'];

const textOf = (position: Position): string => position?.join(', ') ?? '';

/** "22,32 106,69" is two numbers with Vietnamese commas; "22.32, 106.69" the same as maps write it. */
export function positionFrom(typed: string): Position {
  if (typed.trim() === '') return null;
  const parts = /^\s*(-?\d+(?:[.,]\d+)?)\s*[,;\s]\s*(-?\d+(?:[.,]\d+)?)\s*$/.exec(typed);
  const [north, east] = [parts?.[1], parts?.[2]].map((part) => Number(part?.replace(',', '.') ?? Number.NaN));
  // No two numbers: a place that no check takes.
  return north === undefined || east === undefined || Number.isNaN(north) || Number.isNaN(east)
    ? [Number.NaN, Number.NaN]
    : [north, east];
}

/** A place in degrees, as it is copied from a map. The text stays under the hand. */
export function PositionField({
  position,
  fault,
  onChange,
}: {
  readonly position: Position;
  readonly fault: string | null;
  readonly onChange: (position: Position) => void;
}) {
  const t = useTranslations('gates');
  const [typed, setTyped] = useState(textOf(position));
  const meant = positionFrom(typed);
  const shown = String(meant) === String(position) ? typed : textOf(position);
  return (
    <TextField
      label={t('position')}
      hint={t('positionHint')}
      value={shown}
      inputMode="text"
      autoComplete="off"
      fault={fault}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(positionFrom(event.target.value));
      }}
    />
  );
}
