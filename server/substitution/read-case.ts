import { and, desc, eq, gte, isNull, ne, or, sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { overAllGates } from '@/db/over-all-gates';
import { crossing } from '@/db/schema/crossing';
import { event } from '@/db/schema/event';
import { fleetDriver, fleetVehicle } from '@/db/schema/fleet';
import { pass } from '@/db/schema/pass';
import { substitution } from '@/db/schema/substitution';
import type { CrossingState, Declared } from '@/domain/crossing/state';
import {
  COUNTED_DAYS,
  type Replacement,
  type SubstitutedCrossing,
  type SubstitutionPart,
  type VehicleClass,
} from '@/domain/fleet/substitution';
import { foldWords } from '@/domain/identifiers/fold-text';
import { processOf } from '@/domain/process/standard-processes';
import { type CrossingId, crossingIdSchema, type GateId, gateIdSchema } from '@/domain/shared/identity';
import type { Direction } from '@/domain/shared/vocabulary';
import { openPeople } from '../crossing/open-people';
import { openPersonal, type Personal } from '../crossing/seal-personal';
import { openDriver } from '../fleet/driver-seal';
import { readVerifications, type VehicleRow } from '../fleet/fleet-rows';
import type { KeyRing } from '../keys/key-ring';
import { loadProcesses } from '../log/load-processes';
import { readState } from '../log/read-states';

const DAY_MS = 86_400_000;

export type RequestRow = typeof substitution.$inferSelect;

/** A crossing about which a substitution is asked, as log and rows say. The transaction speaks for its gate and firm. */
export type SubstitutionCase = {
  readonly direction: Direction;
  readonly declared: Declared;
  readonly personal: Personal | null;
  readonly facts: SubstitutedCrossing;
  /** Newest first. */
  readonly requests: readonly RequestRow[];
  readonly vehicles: readonly VehicleRow[];
  /** The newest pass. */
  readonly pass: typeof pass.$inferSelect | null;
};

export async function readCase(
  tx: Transaction,
  gateId: GateId,
  crossingId: CrossingId,
  firmId: string,
): Promise<SubstitutionCase | null> {
  const state = await readState(tx, gateId, crossingId);
  if (!state?.declared || state.direction === null) return null;
  const { declared, direction } = state;
  const [requests, vehicles, [newest], personal, isReleased] = [
    await tx
      .select()
      .from(substitution)
      .where(and(eq(substitution.gateId, gateId), eq(substitution.crossingId, crossingId)))
      .orderBy(desc(substitution.askedAt), desc(substitution.id)),
    await tx.select().from(fleetVehicle).where(eq(fleetVehicle.firmId, firmId)),
    await tx
      .select()
      .from(pass)
      .where(and(eq(pass.gateId, gateId), eq(pass.crossingId, crossingId)))
      .orderBy(desc(pass.revision), desc(pass.change))
      .limit(1),
    await openPersonal(tx, gateId, crossingId),
    await wasReleased(tx, gateId, state),
  ];
  const { binding } = declared;
  const classOf = (plate: string | null): VehicleClass | null =>
    vehicles.find((vehicle) => vehicle.plate === plate) ?? null;
  const allowed = requests.filter(({ outcome }) => outcome === 'allowed');
  return {
    direction,
    declared,
    personal,
    requests,
    vehicles,
    pass: newest ?? null,
    facts: {
      ended: state.ended !== null,
      released: isReleased,
      hasLivePass: newest !== undefined && newest.status !== 'revoked',
      isAsked: requests.some(({ outcome }) => outcome === null),
      allowed: allowed.length,
      isRecoupled: allowed.some(({ part }) => part === 'tractor' || part === 'trailer'),
      declared: {
        tractor: binding.plate,
        trailer: binding.trailer,
        container: binding.container,
        driver: personal?.driverName ? foldWords(personal.driverName) : null,
      },
      classes: {
        // What pulls a trailer is a tractor, whosever it is.
        tractor:
          classOf(binding.plate) ??
          (binding.trailer === null ? null : { kind: 'tractor', container: 'none' }),
        trailer: classOf(binding.trailer),
      },
    },
  };
}

/** Checked for release at the line, or released wherever this process does that: from then on what stands there leaves. */
async function wasReleased(tx: Transaction, gateId: GateId, state: CrossingState): Promise<boolean> {
  if (state.stage === 'line' || state.stage === 'left') return true;
  const named = state.declared?.process;
  const process = named ? processOf((await loadProcesses(tx, gateId, [named])).all, named) : null;
  const releases = new Set(process?.steps.filter(({ release }) => release).map(({ id }) => id));
  return state.steps.some(({ step, status }) => releases.has(step) && status === 'confirmed');
}

export type Wanted = {
  readonly part: SubstitutionPart;
  /** In the firm's fleet. */
  readonly entryId: string | null;
  /** Of a container, normalised. */
  readonly container: string | null;
};

/** What is to come in its stead; null: the firm has no such entry. */
export async function readReplacement(
  tx: Transaction,
  ring: KeyRing,
  of: { readonly gateId: GateId; readonly crossingId: CrossingId; readonly firmId: string },
  { vehicles }: SubstitutionCase,
  { part, entryId, container }: Wanted,
): Promise<{ readonly replacement: Replacement; readonly driver: DriverToBe | null } | null> {
  if (part === 'container') {
    if (container === null) return null;
    const busy = await isBusy(tx, of, container);
    return { replacement: { part, number: container, busy }, driver: null };
  }
  if (part === 'driver') return readDriver(tx, ring, of, entryId);
  const row = vehicles.find(({ id }) => id === entryId);
  if (row === undefined) return null;
  const verification = (await readVerifications(tx, of.firmId, [row])).get(row.id);
  return {
    driver: null,
    replacement: {
      part,
      plate: row.plate,
      class: row,
      retired: row.retiredAt !== null,
      verification: verification ?? { kind: 'unverified', because: 'never' },
      licenceUntil: row.licenceUntil,
      insuranceUntil: row.insuranceUntil,
      busy: (await isBusy(tx, of, row.plate)) || (await isNextTractor(tx, of, row.plate)),
    },
  };
}

export type DriverToBe = { readonly name: string; readonly phone: string | null };

async function readDriver(
  tx: Transaction,
  ring: KeyRing,
  of: { readonly gateId: GateId; readonly crossingId: CrossingId; readonly firmId: string },
  entryId: string | null,
): Promise<{ readonly replacement: Replacement; readonly driver: DriverToBe } | null> {
  if (entryId === null) return null;
  const [row] = await tx
    .select()
    .from(fleetDriver)
    .where(and(eq(fleetDriver.firmId, of.firmId), eq(fleetDriver.id, entryId)));
  const person = row === undefined ? null : await openDriver(ring, row.id, row.sealed);
  if (row === undefined || person === null) return null;
  return {
    driver: { name: person.name, phone: person.phone },
    replacement: {
      part: 'driver',
      name: foldWords(person.name),
      retired: row.retiredAt !== null,
      licenceUntil: row.licenceUntil,
      busy: await isDriving(tx, of, person),
    },
  };
}

/** On another live crossing of the province, as tractor, trailer or container. */
async function isBusy(
  tx: Transaction,
  { gateId, crossingId }: { readonly gateId: GateId; readonly crossingId: CrossingId },
  mark: string,
): Promise<boolean> {
  const [other] = await overAllGates(tx, gateId, () =>
    tx
      .select({ id: crossing.crossingId })
      .from(crossing)
      .where(
        and(
          isNull(crossing.endedAt),
          ne(crossing.crossingId, crossingId),
          or(
            eq(crossing.plate, mark),
            sql`${crossing.binding} ->> 'trailer' = ${mark}`,
            sql`${crossing.binding} ->> 'container' = ${mark}`,
          ),
        ),
      )
      .limit(1),
  );
  return other !== undefined;
}

/** It is to take the trailer of another live crossing of the firm over. */
async function isNextTractor(
  tx: Transaction,
  {
    gateId,
    crossingId,
    firmId,
  }: { readonly gateId: GateId; readonly crossingId: CrossingId; readonly firmId: string },
  plate: string,
): Promise<boolean> {
  const [other] = await overAllGates(tx, gateId, () =>
    tx
      .select({ id: crossing.crossingId })
      .from(crossing)
      .innerJoin(event, and(eq(event.gateId, crossing.gateId), eq(event.crossingId, crossing.crossingId)))
      .where(
        and(
          isNull(crossing.endedAt),
          eq(crossing.firmId, firmId),
          ne(crossing.crossingId, crossingId),
          eq(event.type, 'crossing.declared'),
          sql`${event.event} -> 'body' -> 'details' ->> 'nextTractor' = ${plate}`,
        ),
      )
      .limit(1),
  );
  return other !== undefined;
}

/** Named on another live crossing of the firm. Two who share a name are told apart by their phones, where both are known. */
async function isDriving(
  tx: Transaction,
  {
    gateId,
    crossingId,
    firmId,
  }: { readonly gateId: GateId; readonly crossingId: CrossingId; readonly firmId: string },
  { name, phone }: DriverToBe,
): Promise<boolean> {
  return overAllGates(tx, gateId, async () => {
    const live = await tx
      .select({ gateId: crossing.gateId, id: crossing.crossingId })
      .from(crossing)
      .where(and(isNull(crossing.endedAt), eq(crossing.firmId, firmId), ne(crossing.crossingId, crossingId)));
    for (const gate of new Set(live.map((each) => each.gateId))) {
      const ids = live.flatMap((each) => (each.gateId === gate ? [crossingIdSchema.parse(each.id)] : []));
      const people = await openPeople(tx, gateIdSchema.parse(gate), ids);
      for (const { driverName, driverPhone } of people.values())
        if (
          driverName !== null &&
          foldWords(driverName) === foldWords(name) &&
          (phone === null || driverPhone === null || phone === driverPhone)
        )
          return true;
    }
    return false;
  });
}

/** How often the firm has substituted at all gates in the last days (FV-9), for an officer to see. */
export async function countAllowed(
  tx: Transaction,
  gateId: GateId,
  firmId: string,
  now: number,
): Promise<number> {
  const [row] = await overAllGates(tx, gateId, () =>
    tx
      .select({ count: sql`count(*)`.mapWith(Number) })
      .from(substitution)
      .where(
        and(
          eq(substitution.firmId, firmId),
          eq(substitution.outcome, 'allowed'),
          gte(substitution.decidedAt, now - COUNTED_DAYS * DAY_MS),
        ),
      ),
  );
  return row?.count ?? 0;
}
