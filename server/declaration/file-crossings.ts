import { and, eq, inArray } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '@/db/client';
import { insertRows } from '@/db/insert-rows';
import { filing as filingTable } from '@/db/schema/filing';
import { passToken } from '@/db/schema/pass';
import type { AcceptedSubmission } from '@/domain/declaration/submission';
import type { Process } from '@/domain/process/process';
import { processFor } from '@/domain/process/standard-processes';
import { type CrossingId, crossingIdSchema, type GateId, type PassId } from '@/domain/shared/identity';
import { declaredBodySchema, type EventDraft } from '@/domain/sync/event';
import { sealPersonal } from '@/server/crossing/seal-personal';
import type { KeyRing } from '@/server/keys/key-ring';
import { recordEvents } from '@/server/log/record-events';
import { signPass } from '@/server/pass/sign-pass';
import { claimVehicles } from './claim-vehicles';
import { speakForFirm } from './speak-for-firm';

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
    fresh.filter(({ crossingId }) => !got.has(crossingId)).map(({ filing }) => filing),
  );

  const issued = new Map<string, Filed>();
  const drafts: EventDraft[] = [];
  const tokens: (typeof passToken.$inferInsert)[] = [];
  for (const { filing, crossingId } of fresh) {
    if (!got.has(crossingId)) continue;
    const declared = await declaredDraft(tx, gateId, crossingId, filing, office);
    const pass = await signPass(
      office.ring,
      {
        gateId,
        crossingId,
        direction: filing.accepted.direction,
        declared: declared.body,
        driver: filing.accepted.personal.driverName,
        reissue: null,
        actor: office.actor,
      },
      office.now,
    );
    drafts.push(declared, pass.draft);
    tokens.push(pass.row);
    issued.set(crossingId, { kind: 'issued', crossingId, passId: pass.passId, token: pass.token });
  }
  await insertRows(tx, passToken, tokens);
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
 * transaction that files the same key at this moment, so of two the second one finds the first.
 */
async function enter(
  tx: Transaction,
  gateId: GateId,
  entries: readonly Entry[],
  { actor, now }: FilingOffice,
): Promise<ReadonlyMap<string, Filed>> {
  const known = new Map<string, Filed>();
  for (const [firmId, own] of byFirm(entries)) {
    await speakForFirm(tx, firmId);
    await insertRows(
      tx,
      filingTable,
      own.map(({ filing, crossingId }) => ({
        firmId,
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
          eq(filingTable.firmId, firmId),
          inArray(
            filingTable.clientKey,
            own.map(({ filing }) => filing.clientKey),
          ),
        ),
      );
    for (const { filing, crossingId } of own) {
      const row = stored.find((one) => one.clientKey === filing.clientKey);
      if (!row || row.crossingId === crossingId) continue;
      known.set(entryKey(filing), {
        kind: 'known',
        crossingId: crossingIdSchema.parse(row.crossingId),
        sameContent: row.contentHash === filing.contentHash,
      });
    }
  }
  return known;
}

/** Takes back the entries of declarations that get no crossing, so that the same key may be tried again later. */
async function withdraw(tx: Transaction, filings: readonly Filing[]): Promise<void> {
  for (const filing of filings) {
    await speakForFirm(tx, filing.firmId);
    await tx
      .delete(filingTable)
      .where(and(eq(filingTable.firmId, filing.firmId), eq(filingTable.clientKey, filing.clientKey)));
  }
}

function byFirm(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const groups = new Map<string, Entry[]>();
  // Keys in one order, so that two batches cannot wait for each other.
  for (const entry of [...entries].sort((a, b) => (entryKey(a.filing) < entryKey(b.filing) ? -1 : 1))) {
    const group = groups.get(entry.filing.firmId);
    if (group) group.push(entry);
    else groups.set(entry.filing.firmId, [entry]);
  }
  return groups;
}

/** Names and numbers of people go into `sealed`, everything else into the body (rule 16). */
async function declaredDraft(
  tx: Transaction,
  gateId: GateId,
  crossingId: CrossingId,
  { firmId, accepted }: Filing,
  office: FilingOffice,
): Promise<Extract<EventDraft, { type: 'crossing.declared' }>> {
  const { direction, kind, binding, goods, regime, route, rawPlate, plannedArrivalAt, personal } = accepted;
  const process = processFor(office.processes, gateId, direction, kind);
  if (process === null) throw new Error(`no process at ${gateId}`);
  const nobody = Object.values(personal).every((value) => value === null);
  return {
    type: 'crossing.declared',
    gateId,
    actor: office.actor,
    agency: null,
    shift: null,
    crossingId,
    passId: null,
    step: null,
    direction,
    verdict: null,
    codes: [],
    lists: null,
    sealed: nobody ? null : await sealPersonal(tx, gateId, crossingId, personal, office.now),
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
