import { and, eq } from 'drizzle-orm';
import { deviceAct, deviceQuarantine } from '@/db/schema/device';

export const LOOKED_AT = 'quarantine-looked-at';

/** Joins a thing in quarantine with the look at it, if somebody has. */
export const itsLook = and(
  eq(deviceAct.gateId, deviceQuarantine.gateId),
  eq(deviceAct.deviceId, deviceQuarantine.deviceId),
  eq(deviceAct.kind, LOOKED_AT),
  eq(deviceAct.seq, deviceQuarantine.seq),
  eq(deviceAct.rawHash, deviceQuarantine.rawHash),
);
