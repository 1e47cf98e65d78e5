import { and, inArray } from 'drizzle-orm';
import { v5 as uuidv5 } from 'uuid';
import { type Database, EVERY_GATE, inGate } from '@/db/client';
import { draft } from '@/db/schema/draft';
import { filing } from '@/db/schema/filing';
import type { ManifestRow } from '@/domain/declaration/read-manifest';
import type { AcceptedSubmission } from '@/domain/declaration/submission';
import type { GateId } from '@/domain/shared/identity';
import type { KeyRing } from '@/server/keys/key-ring';
import { readProcesses } from '@/server/log/load-processes';
import { fileCrossings } from './file-crossings';
import { type FirmDirectory, findFirms, namedFirm } from './find-firms';
import { sealDraft } from './sealed-draft';
import { speakForFirms } from './speak-for-firms';
import { hashOf, TWICE } from './submit-declaration';

export type StoreOffice = {
  readonly db: Database;
  readonly ring: KeyRing;
  /** ms since the epoch. */
  readonly now: () => number;
  readonly onProgress?: (done: number) => void;
};

export type Stored = {
  readonly declared: number;
  readonly drafts: number;
  /** Rows that an earlier run had stored already. */
  readonly known: number;
};

/** Rows per statement and crossings per transaction: the gate's log is locked for as long as one takes. */
const BATCH = 100;

/** Made for this once; a sheet's row under it is always the same key, so that a sheet imported twice declares once. */
const NAMESPACE = '6d3a3c1e-6f0e-4c55-9b1f-0b8a4e3f7a52';
const keyOf = (row: ManifestRow): string => uuidv5(`${row.row}\n${hashOf(row.submission)}`, NAMESPACE);

/**
 * A read sheet becomes declarations, and drafts of their firms where something has to be corrected. Batch by batch, each
 * all or none; run again after a kill it goes on where it stopped. A vehicle that is under way already becomes a draft.
 */
export async function storeRows(
  accepted: readonly ManifestRow[],
  drafts: readonly ManifestRow[],
  office: StoreOffice,
): Promise<Stored> {
  const { db } = office;
  const firms = await inGate(db, { gateId: EVERY_GATE, actor: null }, (tx) =>
    findFirms(
      tx,
      [
        ...accepted.flatMap((row) => row.accepted?.firm ?? []),
        ...drafts.flatMap((row) => namedFirm(row.submission) ?? []),
      ],
      office.now(),
    ),
  );
  let done = 0;
  let declared = 0;
  let known = 0;
  const left: ManifestRow[] = [...drafts];
  for (const [gateId, rows] of byGate(accepted))
    for (let at = 0; at < rows.length; at += BATCH) {
      const batch = rows.slice(at, at + BATCH);
      const filed = await fileBatch(office, gateId, batch, firms);
      for (const [index, { row }] of batch.entries()) {
        const outcome = filed[index];
        if (outcome?.kind === 'issued') declared += 1;
        else if (outcome?.kind === 'known') known += 1;
        else left.push({ ...row, accepted: null, faults: [TWICE] });
      }
      done += batch.length;
      office.onProgress?.(done);
    }
  const kept = await storeDrafts(office, left, firms);
  office.onProgress?.(done + drafts.length);
  return { declared, drafts: kept.stored, known: known + kept.known };
}

type Accepted = { readonly row: ManifestRow; readonly accepted: AcceptedSubmission };

function byGate(rows: readonly ManifestRow[]): ReadonlyMap<GateId, readonly Accepted[]> {
  const groups = new Map<GateId, Accepted[]>();
  for (const row of rows) {
    if (row.accepted === null) continue;
    const group = groups.get(row.accepted.gateId) ?? [];
    group.push({ row, accepted: row.accepted });
    groups.set(row.accepted.gateId, group);
  }
  return groups;
}

async function fileBatch(
  { db, ring, now }: StoreOffice,
  gateId: GateId,
  batch: readonly Accepted[],
  firms: FirmDirectory,
) {
  return inGate(db, { gateId, actor: null }, async (tx) =>
    fileCrossings(
      tx,
      gateId,
      batch.map(({ row, accepted }) => {
        const firmId = firms.idOf(accepted.firm);
        if (firmId === null) throw new Error('a firm was not entered');
        return { firmId, clientKey: keyOf(row), contentHash: hashOf(row.submission), accepted };
      }),
      { ring, processes: await readProcesses(tx, gateId), actor: null, now: now() },
    ),
  );
}

/** Drafts go to the firm that the row names; a row that names none stays in the sheet, nobody could ever see it. */
async function storeDrafts(
  { db, ring, now }: StoreOffice,
  rows: readonly ManifestRow[],
  firms: FirmDirectory,
): Promise<{ readonly stored: number; readonly known: number }> {
  const sealed = await Promise.all(
    rows.map(async (row) => {
      const named = namedFirm(row.submission);
      const firmId = named && firms.idOf(named);
      if (!firmId) return [];
      const id = keyOf(row);
      const content = { submission: row.submission, faults: row.faults, form: null };
      return [{ firmId, id, row: String(row.row), sealed: await sealDraft(ring, id, content) }];
    }),
  );
  const drafts = sealed.flat();
  if (drafts.length === 0) return { stored: 0, known: 0 };
  return inGate(db, { gateId: EVERY_GATE, actor: null }, async (tx) => {
    const owners = [...new Set(drafts.map((one) => one.firmId))];
    await speakForFirms(tx, owners);
    const keys = drafts.map((one) => one.id);
    const [there, filed] = await Promise.all([
      tx
        .select({ id: draft.id })
        .from(draft)
        .where(and(inArray(draft.firmId, owners), inArray(draft.id, keys))),
      // A draft that has become a declaration meanwhile does not come back.
      tx
        .select({ id: filing.clientKey })
        .from(filing)
        .where(and(inArray(filing.firmId, owners), inArray(filing.clientKey, keys))),
    ]);
    const old = new Set([...there, ...filed].map((one) => one.id));
    const fresh = drafts.filter((one) => !old.has(one.id));
    let stored = 0;
    for (let at = 0; at < fresh.length; at += BATCH) {
      const rows = fresh.slice(at, at + BATCH);
      const kept = await tx
        .insert(draft)
        .values(rows.map((one) => ({ ...one, source: 'sheet' as const, savedAt: now() })))
        .onConflictDoNothing()
        .returning({ id: draft.id });
      stored += kept.length;
    }
    return { stored, known: drafts.length - stored };
  });
}
