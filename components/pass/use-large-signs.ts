'use client';
import { useEffect, useState } from 'react';

const KEY = 'pass-large-signs';

/** Signs in place of text, remembered on this phone. */
export function useLargeSigns(): readonly [boolean, (large: boolean) => void] {
  const [large, setLarge] = useState(false);
  useEffect(() => {
    try {
      setLarge(localStorage.getItem(KEY) === 'yes');
    } catch {
      // Storage is forbidden: chosen for this page.
    }
  }, []);
  const choose = (next: boolean) => {
    setLarge(next);
    try {
      localStorage.setItem(KEY, next ? 'yes' : 'no');
    } catch {
      // As above.
    }
  };
  return [large, choose];
}
