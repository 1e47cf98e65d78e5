import { and, eq, inArray } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '@/db/client';
import { insertRows } from '@/db/insert-rows';
import { filing as filingTable } from '@/db/schema/filing';
import type { AcceptedSubmission } from '@/domain/declaration/submission';
import type { Process } from '@/domain/process/process';
import { processFor } from '@/domain/process/standard-processes';
import { type CrossingId, crossingIdSchema, type GateId, type PassId } from '@/domain/shared/identity';
import { declaredBodySchema, type EventDraft } from '@/domain/sync/event';
import { sealNewPersonal } from '@/server/crossing/seal-personal';
import type { KeyRing } from '@/server/keys/key-ring';
import { centreDraft } from '@/server/log/centre-draft';
import { recordEvents } from '@/server/log/record-events';
import { type PassOrder, preparePasses } from '@/server/pass/issue-pass';
import { claimVehicles } from './claim-vehicles';
import { speakForFirms } from './speak-for-firms';

/** One accepted declaration of one firm, on its way to become a crossing. */
export type Filing = {
  readonly firmId: string;
  readonly clientKey: string;
  readonly contentHash: string;
  readonly accepted: AcceptedSubmission;
};

export type Filed =
  | {
      readonly kind: 'issued';
      readonly crossingId: CrossingId;
      readonly passId: PassId;
      readonly token: string;
    }
  /** This client key was filed before: as this crossing, with the same content or another. */
  | { readonly kind: 'known'; readonly crossingId: CrossingId; readonly sameContent: boolean }
  /** The vehicle has a live crossing in this direction. */
  | { readonly kind: 'twice' };

export type FilingOffice = {
  readonly ring: KeyRing;
  readonly processes: readonly Process[];
  /** Who files; null for the installation itself. */
  readonly actor: string | null;
  /** ms since the epoch. */
  readonly now: number;
};

/**
 * Turns declarations for one gate into crossings with passes, all or none: filing → vehicle → declared and issued in
 * one append. One answer per filing, in their order. The order of locks is the same for everybody: client keys,
 * vehicles, then the log.
 */
export async function fileCrossings(
  tx: Transaction,
  gateId: GateId,
  filings: readonly Filing[],
  office: FilingOffice,
): Promise<readonly Filed[]> {
  const entries = filings.map((filing) => ({
    filing,
    crossingId: crossingIdSchema.parse(uuidv7({ msecs: office.now })),
  }));
  const known = await enter(tx, gateId, entries, office);
  const fresh = entries.filter(({ filing }) => !known.has(entryKey(filing)));
  const got = await claimVehicles(
    tx,
    gateId,
    fresh.map(({ filing, crossingId }) => ({
      plate: filing.accepted.binding.plate,
      direction: filing.accepted.direction,
      crossingId,
    })),
  );
  await withdraw(
    tx,
    gateId,
    fresh.filter(({ crossingId }) => !got.has(crossingId)),
  );

  const taken = fresh.filter(({ crossingId }) => got.has(crossingId));
  const orders = taken.map((entry) => orderOf(entry, office));
  const passes = await preparePasses(tx, office.ring, gateId, orders, office.now);
  const sealed = await sealPeople(tx, gateId, taken, office);
  const issued = new Map<string, Filed>();
  const drafts: EventDraft[] = [];
  for (const [at, { filing, crossingId }] of taken.entries()) {
    const pass = passes[at];
    if (!pass) throw new Error('a declaration without a pass');
    drafts.push(
      declaredDraft(gateId, crossingId, filing, sealed.get(crossingId) ?? null, office),
      pass.draft,
    );
    issued.set(crossingId, { kind: 'issued', crossingId, passId: pass.passId, token: pass.token });
  }
  if (drafts.length > 0) await recordEvents(tx, gateId, drafts, office.now);
  return entries.map(
    ({ filing, crossingId }) =>
      known.get(entryKey(filing)) ?? issued.get(crossingId) ?? { kind: 'twice' as const },
  );
}

type Entry = { readonly filing: Filing; readonly crossingId: CrossingId };
const entryKey = (filing: Pick<Filing, 'firmId' | 'clientKey'>): string =>
  `${filing.firmId}/${filing.clientKey}`;

/**
 * Writes the filings; those whose key is there already are answered with what it stands for. The insert waits for a
 * transaction that files the same key at this moment, so of two the second one finds the first. Keys in one order, so
 * that two batches cannot wait for each other.
 */
async function enter(
  tx: Transaction,
  gateId: GateId,
  entries: readonly Entry[],
  { actor, now }: FilingOffice,
): Promise<ReadonlyMap<string, Filed>> {
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
      const known: Filed = {
        kind: 'known',
        crossingId: crossingIdSchema.parse(row.crossingId),
        sameContent: row.contentHash === filing.contentHash,
      };
      return [[entryKey(filing), known] as const];
    }),
  );
}

/** Takes back the entries of declarations that get no crossing, so that the same key may be tried again later. */
async function withdraw(tx: Transaction, gateId: GateId, entries: readonly Entry[]): Promise<void> {
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

function orderOf({ filing: { accepted }, crossingId }: Entry, office: FilingOffice): PassOrder {
  const { direction, kind, binding, goods, plannedArrivalAt, personal } = accepted;
  return {
    crossingId,
    direction,
    kind,
    goodsClass: goods.class,
    binding,
    driver: personal.driverName ?? '',
    plannedArrivalAt,
    actor: office.actor,
  };
}

/** Names and numbers of people are sealed under the key of their crossing (rule 16). */
function sealPeople(
  tx: Transaction,
  gateId: GateId,
  entries: readonly Entry[],
  { now }: FilingOffice,
): Promise<ReadonlyMap<CrossingId, string>> {
  const people = entries.flatMap(({ filing, crossingId }) => {
    const { personal } = filing.accepted;
    const nobody = Object.values(personal).every((value) => value === null);
    return nobody ? [] : [[crossingId, personal] as const];
  });
  return sealNewPersonal(tx, gateId, new Map(people), now);
}

function declaredDraft(
  gateId: GateId,
  crossingId: CrossingId,
  { firmId, accepted }: Filing,
  sealed: string | null,
  office: FilingOffice,
): EventDraft {
  const { direction, kind, binding, goods, regime, route, rawPlate, plannedArrivalAt } = accepted;
  const process = processFor(office.processes, gateId, direction, kind);
  if (process === null) throw new Error(`no process at ${gateId}`);
  return {
    ...centreDraft(gateId, { crossingId, direction, actor: office.actor, sealed }),
    type: 'crossing.declared',
    body: declaredBodySchema.parse({
      process: { id: process.id, version: process.version },
      kind,
      route,
      binding,
      rawPlate,
      firm: { id: firmId, ...accepted.firm },
      goods,
      plannedArrivalAt,
      regime,
    }),
  };
}
