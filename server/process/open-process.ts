import { and, asc, count, eq, isNotNull, isNull } from 'drizzle-orm';
import { inGate, type Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { processDraft, process as processTable } from '@/db/schema/process';
import type { Process } from '@/domain/process/process';
import { standardProcesses } from '@/domain/process/standard-processes';
import type { GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Context } from '../api/context';
import { namesOf } from '../auth/names-of';
import type { PersonContext } from '../control/person-context';

export type ProcessVersion = {
  readonly document: Process;
  /** All null: what the installation began with. */
  readonly publishedAt: number | null;
  readonly publishedBy: string | null;
  readonly reason: string | null;
  /** Vehicles still here that began under it: they keep it (rule 3). */
  readonly underway: number;
};
export type SavedDraft = {
  readonly document: Process;
  readonly revision: number;
  readonly savedAt: number;
  readonly savedBy: string;
};
export type OpenProcess = {
  /** Newest first, never empty. */
  readonly versions: readonly ProcessVersion[];
  readonly draft: SavedDraft | null;
};

/** A row per process of a gate, for a list to choose from. */
export type ProcessLine = {
  readonly id: string;
  readonly name: Process['name'];
  readonly direction: Process['direction'];
  readonly kind: Process['kind'];
  readonly version: number;
  readonly steps: number;
  readonly assumed: boolean;
  readonly publishedAt: number | null;
  readonly underway: number;
  readonly draftSavedAt: number | null;
};

type Stored = Omit<ProcessVersion, 'underway'>;

/** Published versions and those the installation began with; newest first within each process. */
export async function readVersions(
  tx: Transaction,
  gateId: GateId,
  processId: string | null,
): Promise<readonly Stored[]> {
  const rows = await tx
    .select()
    .from(processTable)
    .where(
      and(
        eq(processTable.gateId, gateId),
        processId === null ? undefined : eq(processTable.processId, processId),
      ),
    )
    .orderBy(asc(processTable.processId), asc(processTable.version));
  const stored = rows.map(({ document, publishedAt, publishedBy, reason }) => ({
    document,
    publishedAt,
    publishedBy,
    reason,
  }));
  const isStored = (process: Process) =>
    stored.some(({ document }) => document.id === process.id && document.version === process.version);
  const standard = standardProcesses(gateId)
    .filter((process) => (processId === null || process.id === processId) && !isStored(process))
    .map((document) => ({ document, publishedAt: null, publishedBy: null, reason: null }));
  return [...stored, ...standard].sort((a, b) => b.document.version - a.document.version);
}

async function readUnderway(tx: Transaction, gateId: GateId): Promise<(process: Process) => number> {
  const rows = await tx
    .select({ id: crossing.processId, version: crossing.processVersion, crossings: count() })
    .from(crossing)
    .where(and(eq(crossing.gateId, gateId), isNull(crossing.endedAt), isNotNull(crossing.processId)))
    .groupBy(crossing.processId, crossing.processVersion);
  const known = new Map(rows.map((row) => [`${row.id}@${row.version}`, row.crossings]));
  return ({ id, version }) => known.get(`${id}@${version}`) ?? 0;
}

/** All processes of a gate, in the order of their names for machines (PR-17). */
export function listProcesses(
  { db, actor }: PersonContext,
  { gateId }: { gateId: GateId },
): Promise<readonly ProcessLine[]> {
  return inGate(db, { gateId, actor: actor.id }, async (tx) => {
    const [versions, underway, drafts] = await Promise.all([
      readVersions(tx, gateId, null),
      readUnderway(tx, gateId),
      tx
        .select({ processId: processDraft.processId, savedAt: processDraft.savedAt })
        .from(processDraft)
        .where(eq(processDraft.gateId, gateId)),
    ]);
    const saved = new Map(drafts.map((row) => [row.processId, row.savedAt]));
    const ids = [...new Set(versions.map(({ document }) => document.id))].sort();
    return ids.flatMap((id): ProcessLine[] => {
      const own = versions.filter(({ document }) => document.id === id);
      const [newest] = own;
      if (newest === undefined) return [];
      const { name, direction, kind, version, steps, assumed } = newest.document;
      return [
        {
          id,
          name,
          direction,
          kind,
          version,
          steps: steps.length,
          assumed,
          publishedAt: newest.publishedAt,
          underway: own.reduce((sum, { document }) => sum + underway(document), 0),
          draftSavedAt: saved.get(id) ?? null,
        },
      ];
    });
  });
}

/** One process with all its versions and what is being written. */
export async function openProcess(
  { db, accounts, actor }: PersonContext & Pick<Context, 'accounts'>,
  { gateId, processId }: { gateId: GateId; processId: string },
): Promise<Result<OpenProcess, 'AP-NONE'>> {
  const found = await inGate(db, { gateId, actor: actor.id }, async (tx) => {
    const [versions, underway, [draft]] = await Promise.all([
      readVersions(tx, gateId, processId),
      readUnderway(tx, gateId),
      tx
        .select()
        .from(processDraft)
        .where(and(eq(processDraft.gateId, gateId), eq(processDraft.processId, processId))),
    ]);
    return { versions, underway, draft };
  });
  const { versions, underway, draft } = found;
  if (versions.length === 0) return err('AP-NONE');
  const people = [...versions.flatMap(({ publishedBy }) => publishedBy ?? []), draft?.savedBy ?? ''];
  const names = await namesOf(accounts, people);
  const nameOf = (id: string) => names.get(id) ?? id;
  return ok({
    versions: versions.map((version) => ({
      ...version,
      publishedBy: version.publishedBy === null ? null : nameOf(version.publishedBy),
      underway: underway(version.document),
    })),
    draft:
      draft === undefined
        ? null
        : {
            document: draft.document,
            revision: draft.revision,
            savedAt: draft.savedAt,
            savedBy: nameOf(draft.savedBy),
          },
  });
}
