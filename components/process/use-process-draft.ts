'use client';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Process } from '@/domain/process/process';
import type { GateId } from '@/domain/shared/identity';
import { useTRPC } from '../app/trpc';

/** Somebody who stopped typing this long means it. */
const REST_MS = 900;

export type DraftStand = 'as-published' | 'writing' | 'saved' | 'not-saved' | 'taken-over';

type Past = { readonly documents: readonly Process[]; readonly at: number };

/**
 * A document being written: every change can be taken back, and what rests a moment is kept at the centre. Where
 * somebody else saved meanwhile nothing is written over; what stands here stays until it is thrown away.
 */
export function useProcessDraft(
  gateId: GateId,
  published: Process,
  kept: { readonly document: Process; readonly revision: number } | null,
  mayWrite: boolean,
) {
  const trpc = useTRPC();
  const [past, setPast] = useState<Past>({ documents: [kept?.document ?? published], at: 0 });
  const [stand, setStand] = useState<DraftStand>(kept === null ? 'as-published' : 'saved');
  const revision = useRef(kept?.revision ?? 0);
  const saved = useRef(kept?.document ?? published);
  const save = useMutation(trpc.process.saveDraft.mutationOptions());
  const { mutateAsync } = save;
  const document = past.documents[past.at] ?? published;

  const change = useCallback((edit: (document: Process) => Process) => {
    setPast(({ documents, at }) => {
      const now = documents[at];
      if (now === undefined) return { documents, at };
      const next = edit(now);
      return next === now
        ? { documents, at }
        : { documents: [...documents.slice(0, at + 1), next], at: at + 1 };
    });
  }, []);
  const go = useCallback((by: 1 | -1) => {
    setPast(({ documents, at }) => ({
      documents,
      at: Math.min(documents.length - 1, Math.max(0, at + by)),
    }));
  }, []);

  useEffect(() => {
    if (!mayWrite || document === saved.current || stand === 'taken-over') return;
    setStand('writing');
    const timer = setTimeout(() => {
      mutateAsync({ gateId, document, revision: revision.current }).then(
        (next) => {
          revision.current = next;
          saved.current = document;
          setStand('saved');
        },
        (error: unknown) => {
          const code = (error as { data?: { errorCode?: string } }).data?.errorCode;
          setStand(code === 'AP-DONE' ? 'taken-over' : 'not-saved');
        },
      );
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [document, gateId, mayWrite, mutateAsync, stand]);

  return {
    document,
    stand,
    change,
    undo: past.at > 0 ? () => go(-1) : null,
    redo: past.at < past.documents.length - 1 ? () => go(1) : null,
  };
}
