import type { Transaction } from '@/db/client';
import type { PlaceAfter, Replacement } from '@/domain/fleet/substitution';
import { type CrossingId, type GateId, passIdSchema } from '@/domain/shared/identity';
import { HOUR_MS, hourOf } from '@/domain/slot/slot';
import type { EventDraft } from '@/domain/sync/event';
import { NOBODY } from '../crossing/open-people';
import { sealPersonal } from '../crossing/seal-personal';
import { releaseVehicle } from '../declaration/claim-vehicles';
import type { KeyRing } from '../keys/key-ring';
import { centreDraft } from '../log/centre-draft';
import { readState } from '../log/read-states';
import { recordEvents } from '../log/record-events';
import { type IssuedPass, issuePass } from '../pass/issue-pass';
import { revokePass } from '../pass/revoke-pass';
import { changePlace, lockPlace, recordLine } from '../slot/slot-rows';
import type { DriverToBe, RequestRow, SubstitutionCase } from './read-case';

export type Allowed = {
  readonly gateId: GateId;
  readonly crossingId: CrossingId;
  readonly of: SubstitutionCase;
  readonly request: RequestRow;
  readonly replacement: Replacement;
  readonly driver: DriverToBe | null;
  readonly place: PlaceAfter;
  readonly actor: string;
  /** ms since the epoch. */
  readonly now: number;
};

type Change = {
  readonly path: string;
  readonly from: string | number | null;
  readonly to: string | number | null;
};

/**
 * FV-11: the log has the corrections with their reason, the pass that is out is revoked and a new one takes its place. The
 * crossing, its fee and its waiting stay what they are.
 */
export async function makeSubstitution(
  tx: Transaction,
  ring: KeyRing,
  allowed: Allowed,
): Promise<IssuedPass> {
  const { gateId, crossingId, of, request, replacement, driver, actor, now } = allowed;
  const { direction, declared } = of;
  const changes = [...changesOf(of, replacement), ...(await giveWay(tx, allowed))];
  const drafts = changes.map(
    (change): EventDraft => ({
      ...centreDraft(gateId, { crossingId, direction, actor }),
      type: 'crossing.corrected',
      body: { ...change, reason: request.reason },
    }),
  );
  if (drafts.length > 0) await recordEvents(tx, gateId, drafts, now);
  const after = (await readState(tx, gateId, crossingId))?.declared ?? declared;
  if (replacement.part === 'tractor')
    await releaseVehicle(tx, { plate: declared.binding.plate, direction, crossingId });
  if (of.pass === null) throw new Error('a substitution without a pass');
  const passId = passIdSchema.parse(of.pass.passId);
  await revokePass(tx, ring, { gateId, passId, reason: request.reason, actor }, now);
  const personal = of.personal ?? NOBODY;
  const people =
    driver === null
      ? personal
      : { ...personal, driverName: driver.name, driverIdNumber: null, driverPhone: driver.phone };
  const sealed = driver === null ? {} : { sealed: await sealPersonal(tx, gateId, crossingId, people, now) };
  return issuePass(
    tx,
    ring,
    gateId,
    {
      crossingId,
      direction,
      kind: declared.kind,
      goodsClass: declared.goods.class,
      binding: after.binding,
      driver: people.driverName ?? '',
      plannedArrivalAt: after.plannedArrivalAt,
      actor,
      inPlaceOf: of.pass.revision,
      ...sealed,
    },
    now,
  );
}

function changesOf({ declared, vehicles }: SubstitutionCase, replacement: Replacement): readonly Change[] {
  const { binding, rawPlate } = declared;
  switch (replacement.part) {
    case 'tractor': {
      const to = replacement.plate;
      const raw = vehicles.find(({ plate }) => plate === to)?.rawPlate ?? to;
      return [
        { path: 'binding.plate', from: binding.plate, to },
        { path: 'rawPlate', from: rawPlate, to: raw },
      ];
    }
    case 'trailer':
      return [{ path: 'binding.trailer', from: binding.trailer, to: replacement.plate }];
    case 'container':
      return [
        { path: 'binding.container', from: binding.container, to: replacement.number },
        // The seal was on the other one: not known yet (rule 12).
        ...(binding.seal === null ? [] : [{ path: 'binding.seal', from: binding.seal, to: null }]),
      ];
    case 'driver':
      return [];
  }
}

/**
 * FV-12: behind everybody else of its hour, booked or asked for. What has no time in the line yet has none to lose.
 */
async function giveWay(
  tx: Transaction,
  { gateId, crossingId, of, place, now }: Allowed,
): Promise<readonly Change[]> {
  if (place === 'kept') return [];
  const held = await lockPlace(tx, gateId, crossingId);
  if (held !== null && (held.state === 'booked' || held.state === 'came')) {
    await changePlace(tx, gateId, crossingId, { lastInHour: true });
    await recordLine(tx, gateId, held, { kind: 'last-in-hour' }, now);
    return [];
  }
  const from = of.declared.plannedArrivalAt;
  if (from === null) return [];
  const to = hourOf(from) + HOUR_MS - 1;
  return from === to ? [] : [{ path: 'plannedArrivalAt', from, to }];
}
