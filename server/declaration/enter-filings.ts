import { and, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { insertRows } from '@/db/insert-rows';
import { filing as filingTable } from '@/db/schema/filing';
import type { AcceptedSubmission } from '@/domain/declaration/submission';
import { type CrossingId, crossingIdSchema, type GateId } from '@/domain/shared/identity';
import type { DeclaredDetails } from '@/domain/sync/declared-details';
import { speakForFirms } from './speak-for-firms';

/** One accepted declaration of one firm, on its way to become a crossing. */
export type Filing = {
  readonly firmId: string;
  readonly clientKey: string;
  readonly contentHash: string;
  readonly accepted: AcceptedSubmission;
  /** Of a declaration of several parts; absent: it is a declaration by itself. */
  readonly whole?: WholeFiling;
};
export type WholeFiling = Pick<
  DeclaredDetails,
  'goods' | 'receiving' | 'continues' | 'receivesFrom' | 'late'
> & {
  /** Shared by the vehicles of one declaration. */
  readonly key: string;
  readonly parts: number;
};
export type Entry = { readonly filing: Filing; readonly crossingId: CrossingId };

/** This client key was filed before: as this crossing, with the same content or another. */
export type KnownFiling = {
  readonly kind: 'known';
  readonly crossingId: CrossingId;
  readonly sameContent: boolean;
};

export const entryKey = (filing: Pick<Filing, 'firmId' | 'clientKey'>): string =>
  `${filing.firmId}/${filing.clientKey}`;

/**
 * Writes the filings; those whose key is there already are answered with what it stands for. The insert waits for a
 * transaction that files the same key at this moment, so of two the second one finds the first. Keys in one order, so
 * that two batches cannot wait for each other.
 */
export async function enterFilings(
  tx: Transaction,
  gateId: GateId,
  entries: readonly Entry[],
  { actor, now }: { readonly actor: string | null; readonly now: number },
): Promise<ReadonlyMap<string, KnownFiling>> {
  const inOrder = [...entries].sort((a, b) => (entryKey(a.filing) < entryKey(b.filing) ? -1 : 1));
  await speakForFirms(
    tx,
    entries.map(({ filing }) => filing.firmId),
  );
  await insertRows(
    tx,
    filingTable,
    inOrder.map(({ filing, crossingId }) => ({
      firmId: filing.firmId,
      clientKey: filing.clientKey,
      contentHash: filing.contentHash,
      gateId,
      crossingId,
      filedBy: actor,
      filedAt: now,
      declarationKey: filing.whole?.key ?? filing.clientKey,
      twoWay: filing.accepted.details.twoWay,
      continues: filing.whole?.continues?.crossingId ?? null,
      late: filing.whole?.late ?? null,
    })),
    'keep',
  );
  const stored = await tx
    .select()
    .from(filingTable)
    .where(
      and(
        inArray(
          filingTable.firmId,
          entries.map(({ filing }) => filing.firmId),
        ),
        inArray(
          filingTable.clientKey,
          entries.map(({ filing }) => filing.clientKey),
        ),
      ),
    );
  const rows = new Map(stored.map((row) => [entryKey(row), row]));
  return new Map(
    entries.flatMap(({ filing, crossingId }) => {
      const row = rows.get(entryKey(filing));
      if (!row || row.crossingId === crossingId) return [];
      const known: KnownFiling = {
        kind: 'known',
        crossingId: crossingIdSchema.parse(row.crossingId),
        sameContent: row.contentHash === filing.contentHash,
      };
      return [[entryKey(filing), known] as const];
    }),
  );
}

/** Takes back the entries of declarations that get no crossing, so that the same key may be tried again later. */
export async function withdrawFilings(
  tx: Transaction,
  gateId: GateId,
  entries: readonly Entry[],
): Promise<void> {
  if (entries.length === 0) return;
  await tx.delete(filingTable).where(
    and(
      eq(filingTable.gateId, gateId),
      inArray(
        filingTable.crossingId,
        entries.map(({ crossingId }) => crossingId),
      ),
    ),
  );
}
