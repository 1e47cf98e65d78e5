import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '@/db/client';
import type { SubmittedDetails } from '@/domain/declaration/submission';
import type { Process } from '@/domain/process/process';
import { processFor } from '@/domain/process/standard-processes';
import { type CrossingId, crossingIdSchema, type GateId, type PassId } from '@/domain/shared/identity';
import type { DeclaredDetails } from '@/domain/sync/declared-details';
import { declaredBodySchema, type EventDraft } from '@/domain/sync/event';
import { sealNewPersonal } from '@/server/crossing/seal-personal';
import type { KeyRing } from '@/server/keys/key-ring';
import { centreDraft } from '@/server/log/centre-draft';
import { recordEvents } from '@/server/log/record-events';
import { type PassOrder, preparePasses } from '@/server/pass/issue-pass';
import { claimVehicles } from './claim-vehicles';
import {
  type Entry,
  enterFilings,
  entryKey,
  type Filing,
  type KnownFiling,
  type WholeFiling,
  withdrawFilings,
} from './enter-filings';
import { type DeclarationNumber, numberDeclarations } from './number-declarations';

export type Filed =
  | {
      readonly kind: 'issued';
      readonly crossingId: CrossingId;
      readonly passId: PassId;
      readonly token: string;
    }
  | KnownFiling
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
  const known = await enterFilings(tx, gateId, entries, office);
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
  await withdrawFilings(
    tx,
    gateId,
    fresh.filter(({ crossingId }) => !got.has(crossingId)),
  );

  const taken = fresh.filter(({ crossingId }) => got.has(crossingId));
  const orders = taken.map((entry) => orderOf(entry, office));
  const passes = await preparePasses(tx, office.ring, gateId, orders, office.now);
  const sealed = await sealPeople(tx, gateId, taken, office);
  const numbers = await numberDeclarations(
    tx,
    gateId,
    taken.map(({ filing }) => filing),
    office.now,
  );
  const issued = new Map<string, Filed>();
  const drafts: EventDraft[] = [];
  for (const [at, { filing, crossingId }] of taken.entries()) {
    const pass = passes[at];
    const number = numbers.get(filing);
    if (!pass || !number) throw new Error('a declaration without a pass or a number');
    drafts.push(
      declaredDraft(
        { filing, crossingId },
        { gateId, number, sealed: sealed.get(crossingId) ?? null },
        office,
      ),
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

/** Names and numbers of people, and the note, are sealed under the key of their crossing (rule 16). */
function sealPeople(
  tx: Transaction,
  gateId: GateId,
  entries: readonly Entry[],
  { now }: FilingOffice,
): Promise<ReadonlyMap<CrossingId, string>> {
  const people = entries.flatMap(({ filing, crossingId }) => {
    const personal = { ...filing.accepted.personal, note: filing.accepted.note };
    const nobody = Object.values(personal).every((value) => value === null);
    return nobody ? [] : [[crossingId, personal] as const];
  });
  return sealNewPersonal(tx, gateId, new Map(people), now);
}

function declaredDraft(
  { filing: { firmId, accepted, whole }, crossingId }: Entry,
  at: { readonly gateId: GateId; readonly number: DeclarationNumber; readonly sealed: string | null },
  office: FilingOffice,
): EventDraft {
  const { direction, kind, binding, goods, regime, route, rawPlate, plannedArrivalAt } = accepted;
  const { gateId, number, sealed } = at;
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
      details: detailsOf(accepted.details, whole, number),
    }),
  };
}

/** What is said, and nothing of what is not: every tablet of the gate keeps it. */
function detailsOf(
  { more, twoWay, ...said }: SubmittedDetails,
  whole: WholeFiling | undefined,
  number: DeclarationNumber,
): DeclaredDetails {
  const hasMore = Object.values(more).some((value) => value !== null);
  const given = Object.entries({ ...said, ...(hasMore ? { more } : {}), ...(twoWay ? { twoWay } : {}) });
  const { key: _key, parts: _parts, ...rest } = whole ?? { key: '', parts: 1 };
  const listed = Object.entries(rest).filter(([, value]) => !Array.isArray(value) || value.length > 0);
  return {
    ...number,
    ...Object.fromEntries([...given, ...listed].filter(([, value]) => value !== null && value !== undefined)),
  };
}
