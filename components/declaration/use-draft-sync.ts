import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Submission } from '@/domain/declaration/submission';
import type { Extras } from '@/domain/declaration/whole';
import type { SavedDraft } from '../app/answers';
import { useConnection } from '../app/connection';
import { useTRPC } from '../app/trpc';
import type { FormDraft } from './steps';

/** After the last keystroke; the phone itself has it long before. */
const SYNC_AFTER_MS = 2500;

export type DraftSync = {
  /** Another device has written since; a person chooses. */
  readonly newer: Newer | null;
  readonly isFiled: boolean;
  /** Time of the centre's copy, ms; null while there is none of this version. */
  readonly syncedAt: number | null;
  /** Goes on with what this device has. */
  readonly keepMine: () => void;
  /** Goes on with what the other device wrote, once the form holds it. */
  readonly taken: () => void;
};

type Newer = Extract<SavedDraft, { kind: 'newer' }>;
/** What this device sent and never heard the answer to. */
const isSame = ({ content }: Newer, submission: Submission, extras: Extras): boolean =>
  JSON.stringify([content.submission, content.form?.extras]) === JSON.stringify([submission, extras]);

/**
 * DE-9: what is typed goes to the centre as well, sealed, so that another device can go on. The phone's own copy comes
 * first and never waits. One at a time; without a network nothing is lost, and the next change sends everything.
 * @param onSeen the centre has this version
 */
export function useDraftSync(
  draft: FormDraft | null,
  isOn: boolean,
  onSeen: (clientKey: string, savedAt: number) => void,
): DraftSync {
  const trpc = useTRPC();
  const connection = useConnection();
  const { mutateAsync } = useMutation(trpc.declaration.saveDraft.mutationOptions({ retry: false }));
  /** Of the draft with this key alone: the form goes on to others. */
  const [news, setNews] = useState<{ readonly key: string; readonly newer: Newer | null } | null>(null);
  const [syncedAt, setSyncedAt] = useState<number | null>(null);
  const sent = useRef('');
  const isBusy = useRef(false);
  const [round, setRound] = useState(0);
  const { submission, clientKey, declarationKey, reached, extras } = draft ?? {};
  const own = news !== null && news.key === clientKey ? news : null;
  const newer = own?.newer ?? null;
  // While this tab itself sends it, what is found filed is its own.
  const isFiled = isOn && own !== null && own.newer === null;
  // What was typed before an answer was drawn still carries the version of before that answer.
  const heard = useRef<{ readonly key: string; readonly savedAt: number } | null>(null);
  const seen =
    heard.current !== null && heard.current.key === clientKey
      ? Math.max(heard.current.savedAt, draft?.seen ?? 0)
      : draft?.seen;
  // What is left of a filed declaration has no draft of its own at the centre.
  const isSent = declarationKey === clientKey;
  const text = draft === null ? '' : JSON.stringify([submission, clientKey, reached, extras]);
  const isWanted = isOn && !isSent && newer === null && !isFiled && connection.kind === 'online';

  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks again for what changed while one was under way
  useEffect(() => {
    if (!isWanted || text === sent.current || !submission || !clientKey || !extras || !reached) return;
    setSyncedAt(null);
    const timer = setTimeout(async () => {
      if (isBusy.current) return;
      isBusy.current = true;
      try {
        const form = { declarationKey: declarationKey ?? null, reached, extras };
        const outcome = await mutateAsync({ draftId: clientKey, submission, form, seen: seen ?? null });
        sent.current = text;
        if (outcome.kind === 'newer' && !isSame(outcome, submission, extras))
          setNews({ key: clientKey, newer: outcome });
        else if (outcome.kind === 'filed') setNews({ key: clientKey, newer: null });
        else {
          heard.current = { key: clientKey, savedAt: outcome.savedAt };
          setSyncedAt(outcome.savedAt);
          onSeen(clientKey, outcome.savedAt);
        }
      } catch {
        // The phone has it; the next change, or the network, tries again.
      } finally {
        isBusy.current = false;
        setRound((now) => now + 1);
      }
    }, SYNC_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isWanted, text, seen, round, mutateAsync, onSeen]);

  const taken = useCallback(() => {
    sent.current = '';
    setNews(null);
  }, []);
  const keepMine = useCallback(() => {
    if (newer !== null && clientKey) {
      heard.current = { key: clientKey, savedAt: newer.savedAt };
      onSeen(clientKey, newer.savedAt);
    }
    taken();
  }, [newer, clientKey, onSeen, taken]);
  return { newer, isFiled, syncedAt, keepMine, taken };
}
