'use client';
import { useState } from 'react';

/** What is typed into a form, and what was wrong with it when it was sent: typing on takes the faults away. */
export function useTyped<Typed extends object, Fault>(start: Typed | (() => Typed)) {
  const [typed, setTyped] = useState(start);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const change = (part: Partial<Typed>) => {
    setTyped((before) => ({ ...before, ...part }));
    setFaults([]);
  };
  return { typed, setTyped, change, faults, setFaults };
}
