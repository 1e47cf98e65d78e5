import { and, eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { inGate } from '@/db/client';
import { deviceAct, device as deviceTable } from '@/db/schema/device';
import { err, ok, type Result } from '@/domain/shared/result';
import type { PersonContext } from '../control/person-context';
import { lockDevice } from '../exchange/device-row';
import { lockHead, moveHead } from '../log/gate-head';
import { announceChange } from '../stream/announce-change';
import type { AboutDevice } from './withdraw-device';

type Home = { readonly name: string; readonly checkpoint: string };

/**
 * Another name or checkpoint for a tablet (DV-8); it learns them at its next exchange. Its agency stays: what it recorded
 * for one and has not sent yet would be kept aside under another (IN-20), so for that it is enrolled anew.
 */
export async function moveDevice(
  { db, clock, actor }: PersonContext,
  { gateId, device, reason, name, checkpoint }: AboutDevice & Home,
): Promise<Result<null, 'AP-NONE' | 'AP-DONE'>> {
  const now = clock.now();
  const outcome = await inGate(
    db,
    { gateId, actor: actor.id },
    async (tx): Promise<Result<null, 'AP-NONE' | 'AP-DONE'>> => {
      const row = await lockDevice(tx, gateId, device);
      if (row === null || row.kind !== 'tablet' || row.revokedAt !== null) return err('AP-NONE');
      if (row.name === name && row.checkpoint === checkpoint) return err('AP-DONE');
      await tx
        .update(deviceTable)
        .set({ name, checkpoint })
        .where(and(eq(deviceTable.gateId, gateId), eq(deviceTable.deviceId, device)));
      await tx.insert(deviceAct).values({
        gateId,
        actId: uuidv7({ msecs: now }),
        deviceId: device,
        kind: 'moved',
        // What it was: the row itself says what it is now.
        reason: `${row.name} · ${row.checkpoint} → ${name} · ${checkpoint}: ${reason}`,
        by: actor.id,
        at: now,
      });
      // The tablet learns it at its next exchange: a change that nobody reads makes that now.
      const head = await lockHead(tx, gateId);
      await moveHead(tx, { ...head, change: head.change + 1 });
      return ok(null);
    },
  );
  if (outcome.ok) announceChange(db);
  return outcome;
}
