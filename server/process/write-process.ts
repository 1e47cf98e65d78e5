import { and, eq } from 'drizzle-orm';
import { inGate, type Transaction } from '@/db/client';
import { holdLock } from '@/db/hold-lock';
import { processDraft, process as processTable } from '@/db/schema/process';
import type { Process } from '@/domain/process/process';
import { validateProcess } from '@/domain/process/validate-process';
import type { GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { PersonContext } from '../control/person-context';
import { changeBefore, lockHead, moveHead } from '../log/gate-head';
import { announceChange } from '../stream/announce-change';
import { readVersions } from './open-process';

const lockProcess = (tx: Transaction, gateId: GateId, processId: string) =>
  holdLock(tx, `process ${gateId} ${processId}`);

/** What a document is about never changes: another gate, direction or kind is another process. */
const fitting = (document: Process, known: Process): Process => ({
  ...document,
  id: known.id,
  gateId: known.gateId,
  direction: known.direction,
  kind: known.kind,
});

export type Saving = {
  readonly gateId: GateId;
  readonly document: Process;
  /** Revision the writer began from; 0 for none. Another one there by now is somebody else's work. */
  readonly revision: number;
};

/** Keeps a document as far as it is written, faults and all. @returns its new revision */
export function saveProcessDraft(
  { db, clock, actor }: PersonContext,
  { gateId, document, revision }: Saving,
): Promise<Result<number, 'AP-NONE' | 'AP-DONE'>> {
  return inGate(
    db,
    { gateId, actor: actor.id },
    async (tx): Promise<Result<number, 'AP-NONE' | 'AP-DONE'>> => {
      await lockProcess(tx, gateId, document.id);
      const [newest] = await readVersions(tx, gateId, document.id);
      if (newest === undefined) return err('AP-NONE');
      const here = and(eq(processDraft.gateId, gateId), eq(processDraft.processId, document.id));
      const [held] = await tx.select({ revision: processDraft.revision }).from(processDraft).where(here);
      if ((held?.revision ?? 0) !== revision) return err('AP-DONE');
      const row = {
        document: fitting(document, newest.document),
        revision: revision + 1,
        savedBy: actor.id,
        savedAt: clock.now(),
      };
      await tx
        .insert(processDraft)
        .values({ gateId, processId: document.id, ...row })
        .onConflictDoUpdate({ target: [processDraft.gateId, processDraft.processId], set: row });
      return ok(row.revision);
    },
  );
}

export function discardProcessDraft(
  { db, actor }: PersonContext,
  { gateId, processId }: { gateId: GateId; processId: string },
): Promise<void> {
  return inGate(db, { gateId, actor: actor.id }, async (tx) => {
    await tx
      .delete(processDraft)
      .where(and(eq(processDraft.gateId, gateId), eq(processDraft.processId, processId)));
  });
}

export type Publishing = {
  readonly gateId: GateId;
  readonly document: Process;
  /** The version that was newest when the document was written. */
  readonly basedOn: number;
  readonly reason: string;
};

/**
 * A new version, for crossings declared from now on; tablets hear of it at their next exchange (PR-18). Written once and
 * never changed; going back is publishing the earlier text as another version.
 * @returns the version it became; `AP-DONE` when somebody published another one meanwhile, `AP-INPUT` for a faulty one
 */
export async function publishProcess(
  { db, clock, actor }: PersonContext,
  { gateId, document, basedOn, reason }: Publishing,
): Promise<Result<number, 'AP-NONE' | 'AP-DONE' | 'AP-INPUT'>> {
  const outcome = await inGate(
    db,
    { gateId, actor: actor.id },
    async (tx): Promise<Result<number, 'AP-NONE' | 'AP-DONE' | 'AP-INPUT'>> => {
      await lockProcess(tx, gateId, document.id);
      const [newest] = await readVersions(tx, gateId, document.id);
      if (newest === undefined) return err('AP-NONE');
      if (newest.document.version !== basedOn) return err('AP-DONE');
      const version = basedOn + 1;
      const checked = validateProcess({ ...fitting(document, newest.document), version });
      if (!checked.ok) return err('AP-INPUT');
      const head = await lockHead(tx, gateId);
      const change = changeBefore(head, clock.now()) + 1;
      await tx.insert(processTable).values({
        gateId,
        processId: document.id,
        version,
        document: checked.value,
        change,
        publishedBy: actor.id,
        publishedAt: clock.now(),
        reason,
      });
      await moveHead(tx, { ...head, change });
      await tx
        .delete(processDraft)
        .where(and(eq(processDraft.gateId, gateId), eq(processDraft.processId, document.id)));
      return ok(version);
    },
  );
  if (outcome.ok) announceChange(db);
  return outcome;
}
