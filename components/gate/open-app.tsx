'use client';
import { useState } from 'react';
import type { OpenSession } from '@/offline/react/gate-session';
import { PracticeScreen } from './practice-screen';
import { ShiftScreen } from './shift-screen';

/** The unlocked tablet: in earnest, or in practice. */
export function OpenApp({ session }: { readonly session: OpenSession }) {
  const [practising, setPractising] = useState(false);
  return practising ? (
    <PracticeScreen session={session} onEnd={() => setPractising(false)} />
  ) : (
    <ShiftScreen session={session} onPractise={() => setPractising(true)} />
  );
}
