'use client';
import { useMemo, useSyncExternalStore } from 'react';
import type { GateEntry } from '@/domain/gate/gate-entry';
import { GATES, type Gate, type GateTable, gateTable, putGatesInForce } from '@/domain/gate/gates';

const BUILT_IN: GateTable = { version: 0, gates: GATES };
/** Of another shape of the table, another name: what an older program kept is not read. */
const KEPT = 'gates 1';
const listeners = new Set<() => void>();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Puts what was told in force in this page, and shows it wherever gates are listed. */
export function hearGates(version: number, gates: readonly GateEntry[]): void {
  if (!putGatesInForce(version, gates)) return;
  for (const listener of listeners) listener();
}

/** Kept for a page that opens without a network. A full disk costs nothing but that. */
export function keepGates(version: number, gates: readonly GateEntry[]): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify({ version, gates }));
  } catch {
    // The built-in table serves.
  }
}

/** What this browser was last told. */
export function recallGates(): void {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? 'null') as {
      version: number;
      gates: GateEntry[];
    } | null;
    if (kept !== null) hearGates(kept.version, kept.gates);
  } catch {
    // Unreadable: as if nothing had been kept.
  }
}

export const useGateTable = (): GateTable => useSyncExternalStore(subscribe, gateTable, () => BUILT_IN);
/** Every gate there is or was, as this page knows it now. */
export const useGates = (): readonly Gate[] => useGateTable().gates;
/** Those where something can begin. */
export function useOpenGates(): readonly Gate[] {
  const gates = useGates();
  return useMemo(() => gates.filter(({ closed }) => !closed), [gates]);
}
/** One of them; null where there is none of that code. */
export const useGate = (code: string): Gate | null => useGates().find((gate) => gate.code === code) ?? null;
