'use client';
import { useCallback, useState } from 'react';
import type { Paper } from '@/domain/pass/paper';

/** The sheet that is drawn for a printer, and what prints it. */
export function usePrint(): readonly [Paper, (paper: Paper) => void] {
  const [paper, setPaper] = useState<Paper>('a6');
  const print = useCallback((chosen: Paper) => {
    setPaper(chosen);
    // After React has drawn the chosen sheet.
    requestAnimationFrame(() => requestAnimationFrame(() => window.print()));
  }, []);
  return [paper, print];
}
