import { and, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { device } from '@/db/schema/device';
import type { DeviceId, GateId } from '@/domain/shared/identity';

/** From now on its requests are refused; what it wrote before stays in the log. Answers whether it was in use. */
export async function revokeDevice(
  tx: Transaction,
  gateId: GateId,
  deviceId: DeviceId,
  now: number,
): Promise<boolean> {
  const rows = await tx
    .update(device)
    .set({ revokedAt: now })
    .where(
      and(
        eq(device.gateId, gateId),
        eq(device.deviceId, deviceId),
        eq(device.kind, 'tablet'),
        isNull(device.revokedAt),
      ),
    )
    .returning({ deviceId: device.deviceId });
  return rows.length > 0;
}
