import type { DeviceSigns } from '@/domain/device/device-alarm';
import type { ControlDevice } from '../app/answers';

/** As the rules of DV-7 and DV-8 look at a tablet. */
export const signsOf = (device: ControlDevice): DeviceSigns => ({
  isWithdrawn: device.status === 'revoked',
  isShiftOpen: device.shift !== null,
  lastSeenAt: device.lastSeenAt,
  enrolledAt: device.enrolledAt,
  unsynced: Math.max(0, device.headSeq - device.ackSeq),
  quarantined: device.quarantined,
});
