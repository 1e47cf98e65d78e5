'use client';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type Draft, useDraft } from '@/offline/react/use-draft';
import { useMe } from '../app/use-me';
import { draftFor, handOver } from './firm-draft';
import { DRAFT_KEY, type FormDraft } from './steps';

/** A phone on a bad network shows what it has after this, and hears later whose it is. */
const WAITS_MS = 3_000;

/**
 * The declaration that is being written on this phone, of the firm that is signed in here. Not shown before the centre
 * has said whose it may be; where it does not answer, or nobody is signed in, it is the last one there was.
 */
export function useFirmDraft(): Draft<FormDraft> {
  const me = useMe();
  const firmId = me.data?.kind === 'person' ? (me.data.firm?.id ?? null) : null;
  const hasFailed = me.failureCount > 0 || me.errorUpdateCount > 0;
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), WAITS_MS);
    return () => clearTimeout(timer);
  }, []);
  const isAsked = me.data === undefined && me.isFetching && !hasFailed && !isLate;
  /** Whose the form at hand was made. */
  const [own, setOwn] = useState<string | null>(null);
  /** Whose the draft on the screen is, null of nobody's yet; one that is or becomes theirs stays under whoever types. */
  const shown = useRef<{ readonly firmId: string | null } | null>(null);
  const staysFor = (firm: string) =>
    shown.current !== null && (shown.current.firmId === null || shown.current.firmId === firm);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is on the screen is looked at when the firm is heard of
  useEffect(() => {
    if (firmId === null) return undefined;
    if (staysFor(firmId)) {
      setOwn(firmId);
      return undefined;
    }
    let left = false;
    // Where the store fails, `draftFor` still shows nothing of another firm.
    handOver(firmId)
      .catch(() => undefined)
      .then(() => {
        if (!left) setOwn(firmId);
      });
    return () => {
      left = true;
      setOwn(null);
    };
  }, [firmId]);
  const isTheirs = firmId === null || own === firmId || staysFor(firmId);
  const draft = useDraft<FormDraft>(isAsked || !isTheirs ? null : DRAFT_KEY, (kept) =>
    draftFor(firmId, kept),
  );
  shown.current = draft.value;
  const { value, set } = draft;
  // Before another key can be pressed: what it types would be written over.
  useLayoutEffect(() => {
    if (firmId !== null && own === firmId && value?.firmId === null) set({ ...value, firmId });
  }, [firmId, own, value, set]);
  return draft;
}
