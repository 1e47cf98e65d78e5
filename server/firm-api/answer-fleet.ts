import { createTranslator } from 'use-intl/core';
import * as z from 'zod';
import {
  DRIVER_FIELDS,
  driverTypedSchema,
  type EntryKind,
  FLEET_FAULTS,
  type FleetFault,
  VEHICLE_FIELDS,
  vehicleTypedSchema,
} from '@/domain/fleet/entry';
import type { Result } from '@/domain/shared/result';
import type { Locale } from '@/domain/shared/vocabulary';
import type { FleetKeeper } from '../fleet/fleet-keeper';
import { type Fleet, listFleet } from '../fleet/list-fleet';
import { retireEntry } from '../fleet/retire-entry';
import { changeDriver, keepDriver } from '../fleet/save-driver';
import { changeVehicle, keepVehicle, type SaveOutcome } from '../fleet/save-vehicle';
import { MESSAGES, type Messages } from '../messages';
import { type Added, addEntry } from './add-entry';
import type { FirmApi, Program } from './firm-api';
import {
  driverChangeSchema,
  driverEntry,
  driverSchema,
  givenOf,
  vehicleChangeSchema,
  vehicleEntry,
  vehicleSchema,
} from './fleet-schemas';
import { guarded, json, localeOf, problem, readJson, readOnce } from './guard';
import type { Problem } from './schemas';

const keeperOf = (api: FirmApi, { id, firmId }: Program): FleetKeeper => ({
  db: api.db,
  keys: api.keys,
  clock: { now: api.now },
  firmId,
  actor: { id },
});

/** GET /api/v1/vehicles: the whole fleet, the retired ones too. */
export const answerVehicles = (api: FirmApi, request: Request): Promise<Response> =>
  guarded(api, request, 'api.vehicles', async (program) =>
    json(200, { vehicles: (await listFleet(keeperOf(api, program))).vehicles.map(vehicleEntry) }),
  );

/** GET /api/v1/drivers. */
export const answerDrivers = (api: FirmApi, request: Request): Promise<Response> =>
  guarded(api, request, 'api.drivers', async (program) =>
    json(200, { drivers: (await listFleet(keeperOf(api, program))).drivers.map(driverEntry) }),
  );

/** POST /api/v1/vehicles. */
export const answerAddVehicle = (api: FirmApi, request: Request): Promise<Response> =>
  guarded(api, request, 'api.addVehicle', async (program) => {
    const asked = await readOnce(request, vehicleSchema);
    if (asked instanceof Response) return asked;
    const typed = vehicleTypedSchema.parse(givenOf(VEHICLE_FIELDS, asked.body));
    const keeper = keeperOf(api, program);
    const added = await addEntry(keeper, {
      entry: 'vehicle',
      requestKey: asked.requestKey,
      typed,
      keep: (tx, deed) => keepVehicle(tx, deed, typed),
    });
    return answerAdded(request, added, () => shown(keeper, 'vehicle', added));
  });

/** POST /api/v1/drivers. */
export const answerAddDriver = (api: FirmApi, request: Request): Promise<Response> =>
  guarded(api, request, 'api.addDriver', async (program) => {
    const asked = await readOnce(request, driverSchema);
    if (asked instanceof Response) return asked;
    const typed = driverTypedSchema.parse(givenOf(DRIVER_FIELDS, asked.body));
    const keeper = keeperOf(api, program);
    const ring = await api.keys();
    const added = await addEntry(keeper, {
      entry: 'driver',
      requestKey: asked.requestKey,
      typed,
      keep: (tx, deed) => keepDriver(tx, ring, deed, typed),
    });
    return answerAdded(request, added, () => shown(keeper, 'driver', added));
  });

/** PATCH /api/v1/vehicles/{id}: what is left out stays. */
export const answerChangeVehicle = (api: FirmApi, request: Request, id: string): Promise<Response> =>
  guarded(api, request, 'api.changeVehicle', async (program) => {
    const asked = await readChange(request, vehicleChangeSchema, id);
    if (asked instanceof Response) return asked;
    const keeper = keeperOf(api, program);
    const given = givenOf(VEHICLE_FIELDS, asked);
    return answerChanged(request, keeper, { entry: 'vehicle', id, retired: asked.retired, given }, () =>
      changeVehicle(keeper, { id, given }),
    );
  });

/** PATCH /api/v1/drivers/{id}. */
export const answerChangeDriver = (api: FirmApi, request: Request, id: string): Promise<Response> =>
  guarded(api, request, 'api.changeDriver', async (program) => {
    const asked = await readChange(request, driverChangeSchema, id);
    if (asked instanceof Response) return asked;
    const keeper = keeperOf(api, program);
    const given = givenOf(DRIVER_FIELDS, asked);
    return answerChanged(request, keeper, { entry: 'driver', id, retired: asked.retired, given }, () =>
      changeDriver(keeper, { id, given }),
    );
  });

const readChange = async <T>(request: Request, schema: z.ZodType<T>, id: string): Promise<T | Response> =>
  z.uuid().safeParse(id).success ? readJson(request, schema) : problem('AP-NONE');

type Entry = Extract<EntryKind, 'vehicle' | 'driver'>;

/** The entry as it stands now; null when it is not there. */
async function entryOf(keeper: FleetKeeper, entry: Entry, id: string) {
  const fleet: Fleet = await listFleet(keeper);
  if (entry === 'vehicle') {
    const found = fleet.vehicles.find((each) => each.id === id);
    return found === undefined ? null : vehicleEntry(found);
  }
  const found = fleet.drivers.find((each) => each.id === id);
  return found === undefined ? null : driverEntry(found);
}

const shown = (keeper: FleetKeeper, entry: Entry, added: Added) =>
  added.kind === 'added' ? entryOf(keeper, entry, added.id) : Promise.resolve(null);

async function answerAdded(
  request: Request,
  added: Added,
  show: () => Promise<object | null>,
): Promise<Response> {
  switch (added.kind) {
    case 'faults':
      return problem('AP-FAULTS', { faults: told(added.faults, localeOf(request)) });
    case 'other-body':
      return problem('AP-KEY');
    case 'full':
      return problem('AP-FULL');
    case 'added':
      return json(201, await show(), added.again ? { 'Idempotent-Replayed': 'true' } : {});
  }
}

type Change = {
  readonly entry: Entry;
  readonly id: string;
  readonly retired?: boolean | undefined;
  readonly given: object;
};

async function answerChanged(
  request: Request,
  keeper: FleetKeeper,
  { entry, id, retired, given }: Change,
  change: () => Promise<Result<SaveOutcome<string>, 'AP-MANY' | 'AP-DONE' | 'AP-NONE'>>,
): Promise<Response> {
  const locale = localeOf(request);
  if (Object.keys(given).length > 0) {
    const changed = await change();
    if (!changed.ok) return problem('AP-NONE');
    if (changed.value.kind === 'faults')
      return problem('AP-FAULTS', { faults: told(changed.value.faults, locale) });
  }
  const before = await entryOf(keeper, entry, id);
  if (before === null) return problem('AP-NONE');
  if (retired === undefined || retired === (before.retiredAt !== null)) return json(200, before);
  const moved = await retireEntry(keeper, { entry, id, retired });
  // Another of the fleet bears its plate or chassis number by now.
  if (!moved.ok && moved.error === 'AP-DONE')
    return problem('AP-FAULTS', {
      faults: told([{ field: 'retired', code: 'PL-FLEET', detail: {} }], locale),
    });
  return json(200, await entryOf(keeper, entry, id));
}

function told(faults: readonly FleetFault<string>[], locale: Locale): NonNullable<Problem['faults']> {
  const ofFleet = createTranslator({ locale, messages: MESSAGES[locale], namespace: 'fleet.fault' });
  const ofForm = createTranslator({ locale, messages: MESSAGES[locale], namespace: 'fault' });
  return faults.map(({ field, code, detail }) => {
    const own = FLEET_FAULTS.find((each) => each === code);
    return {
      path: `/${field}`,
      code,
      message: own === undefined ? ofForm(code as keyof Messages['fault'], detail) : ofFleet(own, detail),
      detail: { ...detail },
    };
  });
}
