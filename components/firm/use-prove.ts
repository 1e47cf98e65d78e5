'use client';
import { useRef, useState } from 'react';
import { errorCodeOf } from '../app/error-text';
import { useEnter } from '../sign-in/use-enter';
import { proveThenEnter } from './prove-then-enter';

type Account = { readonly contact: string; readonly password: string };

/** A code or an invitation is spent once, then the way in is tried as often as it takes. */
export function useProve() {
  const { enter, busy, trouble, setTrouble } = useEnter();
  const [isProving, setProving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  /** Whose account it has become, with the password of then: the field may say something else by now. */
  const made = useRef<Account | null>(null);

  const prove = async (spend: () => Promise<unknown>, typed: Account): Promise<void> => {
    if (isProving || busy) return;
    setProving(true);
    setError(null);
    const account = made.current ?? typed;
    const outcome = await proveThenEnter({
      isSpent: made.current !== null,
      spend,
      enter: async () => {
        const came = await enter('/sign-in/contact', account);
        return came === 'in' || came === 'again';
      },
      maybeSpent: (failed) => ['AP-CODE', 'AP-NONE'].includes(errorCodeOf(failed) ?? ''),
    });
    if (outcome.isSpent) made.current = account;
    // What is wrong is the code, not the password that was tried after it.
    if (outcome.error !== null) setTrouble(null);
    setError(outcome.error);
    setProving(false);
  };
  return { prove, error, trouble, busy: isProving || busy };
}
