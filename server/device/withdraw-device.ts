import { and, eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { inGate, type Transaction } from '@/db/client';
import { deviceAct, device as deviceTable } from '@/db/schema/device';
import type { DeviceId, GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { PersonContext } from '../control/person-context';
import { lockDevice } from '../exchange/device-row';
import { lockHead, moveHead } from '../log/gate-head';
import { announceChange } from '../stream/announce-change';

export type AboutDevice = { readonly gateId: GateId; readonly device: DeviceId; readonly reason: string };
type Outcome = Result<null, 'AP-NONE' | 'AP-DONE'>;

/**
 * A tablet is lost, stolen or not needed any more. From now on it is told nothing; what it still sends is taken in and
 * what it recorded afterwards is an incident (IN-21). There is no way back: a found tablet is enrolled anew.
 */
export const withdrawDevice = (context: PersonContext, about: AboutDevice): Promise<Outcome> =>
  act(context, about, 'withdrawn');

/** Withdraws it as well; once it has sent everything it forgets everything (OF-49). */
export const wipeDevice = (context: PersonContext, about: AboutDevice): Promise<Outcome> =>
  act(context, about, 'wipe-asked');

async function act(
  { db, clock, actor }: PersonContext,
  { gateId, device, reason }: AboutDevice,
  kind: 'withdrawn' | 'wipe-asked',
): Promise<Outcome> {
  const now = clock.now();
  const outcome = await inGate(db, { gateId, actor: actor.id }, async (tx): Promise<Outcome> => {
    const row = await lockDevice(tx, gateId, device);
    if (row === null || row.kind !== 'tablet') return err('AP-NONE');
    if ((kind === 'withdrawn' ? row.revokedAt : row.wipeAskedAt) !== null) return err('AP-DONE');
    await tx
      .update(deviceTable)
      .set({ revokedAt: row.revokedAt ?? now, ...(kind === 'wipe-asked' ? { wipeAskedAt: now } : {}) })
      .where(and(eq(deviceTable.gateId, gateId), eq(deviceTable.deviceId, device)));
    const by = actor.id;
    await tx
      .insert(deviceAct)
      .values({ gateId, actId: uuidv7({ msecs: now }), deviceId: device, kind, reason, by, at: now });
    await wakeGate(tx, gateId);
    return ok(null);
  });
  if (outcome.ok) announceChange(db);
  return outcome;
}

/** The tablet learns it at its next exchange: a change that nobody reads makes that now. */
async function wakeGate(tx: Transaction, gateId: GateId): Promise<void> {
  const head = await lockHead(tx, gateId);
  await moveHead(tx, { ...head, change: head.change + 1 });
}
