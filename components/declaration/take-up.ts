import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { tripBackOf } from '@/domain/declaration/copy-declaration';
import { type CrossingId, crossingIdSchema, type GateId } from '@/domain/shared/identity';
import { readDraft, writeDraft } from '@/offline/store/phone';
import type { DraftView } from '../app/answers';
import { useTRPC, useTRPCClient } from '../app/trpc';
import { goToHash } from '../app/use-hash';
import { useMe } from '../app/use-me';
import { handOver } from './firm-draft';
import { FRESH_HASH, hashOfDraft, stepHash } from './form-view';
import { putAside } from './put-aside';
import { DRAFT_KEY, type FormDraft, freshDraft, parseFormDraft, stepOf, stepsOf } from './steps';

type Trip = { readonly gateId: GateId; readonly crossingId: CrossingId };

/**
 * Puts a declaration into the form on this phone: a copy of a trip, its way back, a draft from another device. What
 * stood in the form goes to the centre first, so that nothing typed is lost.
 */
export function useTakeUp() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);

  const me = useMe();
  const firmId = me.data?.kind === 'person' ? (me.data.firm?.id ?? null) : null;

  const makeRoom = useCallback(async () => {
    // What another firm left in this browser waits for that firm.
    if (firmId !== null) await handOver(firmId);
    const kept = parseFormDraft((await readDraft(DRAFT_KEY))?.value);
    await putAside(kept, (draft) => client.declaration.saveDraft.mutate(draft), uuidv7);
    queries.invalidateQueries({ queryKey: trpc.declaration.drafts.queryKey() }).catch(() => undefined);
  }, [client, firmId, queries, trpc]);

  const run = useCallback(
    async (key: string, make: () => Promise<{ draft: FormDraft; hash: string }>) => {
      setBusy(key);
      setError(null);
      try {
        const { draft, hash } = await make();
        await makeRoom();
        await writeDraft(DRAFT_KEY, { ...draft, firmId } satisfies FormDraft, Date.now());
        goToHash(hash);
      } catch (failure) {
        setError(failure);
      } finally {
        setBusy(null);
      }
    },
    [firmId, makeRoom],
  );

  const copied = useCallback((trip: Trip) => client.declaration.copy.query(trip), [client]);
  /** Everything but what every trip has anew (DE-11). */
  const copy = (trip: Trip) =>
    run(`copy-${trip.crossingId}`, async () => {
      const { submission, goods } = await copied(trip);
      const start = freshDraft(submission, uuidv7());
      const extras = { ...start.extras, goods };
      return {
        draft: { ...start, extras, reached: stepsOf(submission).length },
        hash: FRESH_HASH,
      };
    });
  /** The way back of a trip out (DE-7). */
  const back = (trip: Trip) =>
    run(`back-${trip.crossingId}`, async () => {
      const submission = tripBackOf((await copied(trip)).submission);
      const start = freshDraft(submission, uuidv7());
      const extras = { ...start.extras, continues: crossingIdSchema.parse(trip.crossingId) };
      const isEmpty = submission.kind === 'empty';
      const reached = isEmpty ? stepsOf(submission).length : stepOf('trailer', submission);
      return { draft: { ...start, extras, reached }, hash: isEmpty ? FRESH_HASH : stepHash(reached) };
    });
  const goOn = ({ draftId, submission, form, savedAt }: DraftView) =>
    run(draftId, async () => {
      const start = freshDraft(submission, draftId);
      const draft: FormDraft = { ...start, ...(form ?? {}), seen: savedAt };
      return { draft, hash: hashOfDraft(draft) };
    });
  return { copy, back, goOn, busy, error };
}
