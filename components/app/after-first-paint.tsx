'use client';
import { type ReactNode, useEffect, useState } from 'react';
import { afterPaint } from '@/offline/react/after-paint';

/** Something was painted in this page: nothing has to wait any more. */
let isPainted = false;

/** What may come a moment after the first screen: its words, formats and glyphs are not laid out before that is there. */
export function AfterFirstPaint({ children }: { readonly children: ReactNode }) {
  const [isDue, setDue] = useState(isPainted);
  useEffect(() => {
    if (isDue) return;
    afterPaint(() => {
      isPainted = true;
      setDue(true);
    });
  }, [isDue]);
  return isDue ? children : null;
}
