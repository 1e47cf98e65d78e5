'use client';
import { useCallback } from 'react';
import * as z from 'zod';
import { useDraft } from '@/offline/react/use-draft';

const KEPT = 6;
const recentSchema = z.array(z.string().max(24)).max(KEPT);

function parseRecent(kept: unknown): readonly string[] | null {
  const parsed = recentSchema.safeParse(kept);
  return parsed.success ? parsed.data : null;
}

/** Plates that this firm declared from this phone, newest first. Plates only: no driver's data stays behind. */
export function useRecentVehicles(firmId: string | null): {
  readonly recent: readonly string[];
  readonly remember: (plate: string) => void;
} {
  const { value, set } = useDraft<readonly string[]>(
    firmId === null ? null : `recent-vehicles ${firmId}`,
    parseRecent,
  );
  const recent = value ?? [];
  const remember = useCallback(
    (plate: string) => set([plate, ...(value ?? []).filter((each) => each !== plate)].slice(0, KEPT)),
    [set, value],
  );
  return { recent, remember };
}
