'use client';
import { type ReactNode, useEffect } from 'react';
import { gateTable } from '@/domain/gate/gates';
import { hearGates, keepGates, recallGates } from '../app/use-gates';
import { askGates } from './ask-board';

/** A gate is added a few times a year. */
const EVERY_MS = 5 * 60_000;

function askAgain(): void {
  askGates(gateTable().version).then(
    (told) => {
      if (told === null) return;
      keepGates(told.version, told.gates);
      hearGates(told.version, told.gates);
    },
    // What is known serves, and the board says by itself that the centre is silent.
    () => undefined,
  );
}

/** Boards hear of the table of gates as every page does (GA-7), without the API's client. */
export function BoardGates({ children }: { readonly children: ReactNode }) {
  useEffect(() => {
    // After the first drawing, which must be what the server drew.
    recallGates();
    askAgain();
    const timer = setInterval(askAgain, EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return children;
}
