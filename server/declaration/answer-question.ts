import { inGate } from '@/db/client';
import { crossingIdSchema, eventIdSchema, type GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Context } from '@/server/api/context';
import { actorId } from '../auth/actor-id';
import { sealWords } from '../crossing/sealed-words';
import { centreDraft } from '../log/centre-draft';
import { readState } from '../log/read-states';
import { recordEvents } from '../log/record-events';
import { announceChange } from '../stream/announce-change';

/** The firm's answer to an officer's question: a fact in the log, its words sealed; every tablet of the gate is told. */
export async function answerQuestion(
  { db, clock, actor, keys }: Pick<Context, 'db' | 'clock' | 'actor' | 'keys'>,
  input: { gateId: GateId; crossingId: string; request: string; words: string },
): Promise<Result<null, 'AP-NONE' | 'AP-DONE'>> {
  const { gateId } = input;
  const crossingId = crossingIdSchema.parse(input.crossingId);
  const request = eventIdSchema.parse(input.request);
  const sealed = await sealWords(await keys(), input.words);
  const outcome = await inGate(
    db,
    { gateId, actor: actorId(actor) },
    async (tx): Promise<Result<null, 'AP-NONE' | 'AP-DONE'>> => {
      const state = await readState(tx, gateId, crossingId);
      const question = state?.questions.find((one) => one.request === request);
      if (question === undefined) return err('AP-NONE');
      if (question.answeredAt !== null) return err('AP-DONE');
      const envelope = centreDraft(gateId, { crossingId, actor: actorId(actor), sealed });
      await recordEvents(
        tx,
        gateId,
        [{ ...envelope, type: 'information.given', body: { request } }],
        clock.now(),
      );
      return ok(null);
    },
  );
  announceChange(db);
  return outcome;
}
