import { and, eq } from 'drizzle-orm';
import { v5 as uuidv5 } from 'uuid';
import { EVERY_GATE, inGate, type Transaction } from '@/db/client';
import { firmAnswer } from '@/db/schema/intake';
import type { FieldFault, Submission } from '@/domain/declaration/submission';
import { allFaults, checkWhole, type Extras } from '@/domain/declaration/whole';
import { fileCrossings } from '../declaration/file-crossings';
import { hashOf, TWICE } from '../declaration/submit-declaration';
import { readProcesses } from '../log/load-processes';
import { announceChange } from '../stream/announce-change';
import type { FirmApi, Program } from './firm-api';
import { lockRequest } from './lock-request';
import { readDeclaration } from './read-declaration';

export type DeclareOutcome =
  /** `body` is the text of the answer. */
  | { readonly kind: 'answered'; readonly status: number; readonly body: string; readonly again: boolean }
  | { readonly kind: 'faults'; readonly faults: readonly FieldFault[] }
  /** The key was used for another body. */
  | { readonly kind: 'other-body' };

type Asked = { readonly requestKey: string; readonly submission: Submission; readonly extras: Extras };

/** Made for this once: a firm's own name of a request becomes the filing's key. */
const NAMESPACE = 'f6a3f3a4-6c2e-5b8f-8f0a-3f4b8f0c2d11';

/**
 * IM-10: what filed something is written down with its answer in the transaction that filed it; the same request is
 * answered from there. Of two at once the second waits for the first.
 */
export async function declareFor(api: FirmApi, program: Program, asked: Asked): Promise<DeclareOutcome> {
  const { db } = api;
  const { firmId, id: actor } = program;
  const bodyHash = hashOf(asked.submission, asked.extras);
  const earlier = await inGate(db, { gateId: EVERY_GATE, actor, firmId }, (tx) =>
    readAnswer(tx, firmId, asked.requestKey, bodyHash),
  );
  if (earlier !== null) return earlier;
  const checked = checkWhole(asked.submission, asked.extras);
  const accepted = checked.vehicles[0]?.accepted ?? null;
  if (accepted === null || checked.faults.length > 0) return { kind: 'faults', faults: allFaults(checked) };
  const { gateId } = accepted;
  const ring = await api.keys();
  const outcome = await inGate(db, { gateId, actor, firmId }, async (tx): Promise<DeclareOutcome> => {
    await lockRequest(tx, firmId, asked.requestKey);
    const meanwhile = await readAnswer(tx, firmId, asked.requestKey, bodyHash);
    if (meanwhile !== null) return meanwhile;
    const now = api.now();
    const clientKey = uuidv5(asked.requestKey, NAMESPACE);
    const whole = { key: clientKey, parts: 1, goods: [...checked.goods] };
    const filing = { firmId, clientKey, contentHash: bodyHash, accepted, whole };
    const [filed] = await fileCrossings(tx, gateId, [filing], {
      ring,
      processes: await readProcesses(tx, gateId),
      actor,
      now,
    });
    if (filed === undefined || filed.kind === 'twice') return { kind: 'faults', faults: [TWICE] };
    // The answer went with the people of its crossing; what was asked is still known by the filing.
    if (filed.kind === 'known' && !filed.sameContent) return { kind: 'other-body' };
    const declared = await readDeclaration(tx, firmId, filed.crossingId, api.origin);
    if (declared === null) throw new Error('what was filed just now is not there');
    const body = JSON.stringify(declared);
    await tx.insert(firmAnswer).values({
      firmId,
      requestKey: asked.requestKey,
      crossingId: filed.crossingId,
      bodyHash,
      status: 201,
      body,
      answeredAt: now,
    });
    return { kind: 'answered', status: 201, body, again: false };
  });
  if (outcome.kind === 'answered' && !outcome.again) announceChange(db);
  return outcome;
}

async function readAnswer(
  tx: Transaction,
  firmId: string,
  requestKey: string,
  bodyHash: string,
): Promise<DeclareOutcome | null> {
  const [row] = await tx
    .select()
    .from(firmAnswer)
    .where(and(eq(firmAnswer.firmId, firmId), eq(firmAnswer.requestKey, requestKey)));
  if (row === undefined) return null;
  if (row.bodyHash !== bodyHash) return { kind: 'other-body' };
  return { kind: 'answered', status: row.status, body: row.body, again: true };
}
