'use client';
import { useEffect, useMemo } from 'react';
import { compareGates } from '@/domain/gate/compare-gates';
import { type GateEntry, gateEntrySchema } from '@/domain/gate/gate-entry';
import { usePast } from '../versions/use-past';

const keyOf = (version: number) => `gates draft ${version}`;

type Gates = readonly GateEntry[];

/** A draft may have faults in every field, but it has every field. */
const isDraft = (value: unknown): value is Gates =>
  Array.isArray(value) &&
  value.every(
    (gate: unknown) =>
      typeof gate === 'object' &&
      gate !== null &&
      Object.keys(gateEntrySchema.shape).every((field) => field in gate),
  );

function readKept(version: number): Gates | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(version)) ?? 'null');
    return isDraft(kept) ? kept : null;
  } catch {
    return null;
  }
}

/** A table being written: every change can be taken back, and what is not saved yet survives a reload of this browser. */
export function useGatesDraft(version: number, holds: Gates) {
  const { content: gates, change, undo, redo } = usePast<Gates>(() => readKept(version) ?? holds);
  const changes = useMemo(() => compareGates(holds, gates), [holds, gates]);

  useEffect(() => {
    if (changes.length === 0) localStorage.removeItem(keyOf(version));
    else localStorage.setItem(keyOf(version), JSON.stringify(gates));
  }, [changes, gates, version]);

  return { gates, changes, change, undo, redo, discard: () => change(() => holds) };
}
