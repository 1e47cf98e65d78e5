'use client';
import { useEffect } from 'react';
import type { GateEntry } from '@/domain/gate/gate-entry';
import type { Gate } from '@/domain/gate/gates';
import { hearGates, keepGates, recallGates, useGates } from '../app/use-gates';

const TIMEOUT_MS = 15_000;

/** As `gates.current` answers; without the API's client, a quarter of the page's weight. Silence changes nothing. */
async function askGates(): Promise<void> {
  const response = await fetch('/api/trpc/gates.current', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ known: 0 }),
    credentials: 'omit',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const { result } = (await response.json()) as {
    result: { data: { version: number; gates: GateEntry[] } | null };
  };
  if (result.data === null) return;
  keepGates(result.data.version, result.data.gates);
  hearGates(result.data.version, result.data.gates);
}

/** The gate whose number stands in a pass; one that this phone does not know yet is asked for. */
export function useGateOfPass(number: number): Gate | null {
  const gate = useGates().find((each) => each.number === number) ?? null;
  const isKnown = gate !== null;
  useEffect(recallGates, []);
  useEffect(() => {
    if (!isKnown) askGates().catch(() => undefined);
  }, [isKnown]);
  return gate;
}
