'use client';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Process } from '@/domain/process/process';
import type { GateId } from '@/domain/shared/identity';
import { errorCodeOf } from '../app/error-text';
import { useTRPC } from '../app/trpc';
import { isWorthAnotherTry, restMs } from '../app/try-again';
import { usePast } from '../versions/use-past';

export type DraftStand = 'as-published' | 'writing' | 'saved' | 'not-saved' | 'refused' | 'taken-over';

/**
 * A document being written: every change can be taken back, and what rests a moment is kept at the centre. Where
 * somebody else saved meanwhile nothing is written over; what stands here stays until it is thrown away. A save that got
 * no answer is made again, after ever longer rests; one that was refused waits for the next change.
 */
export function useProcessDraft(
  gateId: GateId,
  published: Process,
  kept: { readonly document: Process; readonly revision: number } | null,
  mayWrite: boolean,
) {
  const trpc = useTRPC();
  const { content: document, change, undo, redo } = usePast<Process>(() => kept?.document ?? published);
  const [stand, setStand] = useState<DraftStand>(kept === null ? 'as-published' : 'saved');
  /** Saves in a row that got no answer. */
  const [failures, setFailures] = useState(0);
  /** One at a time: the next one needs the revision that this one brings. */
  const [sending, setSending] = useState(false);
  const revision = useRef(kept?.revision ?? 0);
  const saved = useRef(kept?.document ?? published);
  const refused = useRef<Process | null>(null);
  const save = useMutation(trpc.process.saveDraft.mutationOptions());
  const { mutateAsync } = save;

  useEffect(() => {
    const isKept = document === saved.current || document === refused.current;
    if (!mayWrite || isKept || sending || stand === 'taken-over') return;
    if (failures === 0) setStand('writing');
    const timer = setTimeout(() => {
      setSending(true);
      mutateAsync({ gateId, document, revision: revision.current })
        .then(
          (next) => {
            revision.current = next;
            saved.current = document;
            setFailures(0);
            setStand('saved');
          },
          (error: unknown) => {
            if (isWorthAnotherTry(error)) {
              setFailures((before) => before + 1);
              setStand('not-saved');
              return;
            }
            refused.current = document;
            setFailures(0);
            setStand(errorCodeOf(error) === 'AP-DONE' ? 'taken-over' : 'refused');
          },
        )
        .finally(() => setSending(false));
    }, restMs(failures));
    return () => clearTimeout(timer);
  }, [document, failures, gateId, mayWrite, mutateAsync, sending, stand]);

  return { document, stand, change, undo, redo };
}
