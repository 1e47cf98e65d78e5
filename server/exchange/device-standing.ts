import type { DeviceStanding } from '@/domain/sync/protocol';
import type { DeviceRow } from './device-row';

/** What a tablet is told it is. A wipe asked for outlives everything else: the tablet may come back after months. */
export function standingOf({
  revokedAt,
  wipeAskedAt,
}: Pick<DeviceRow, 'revokedAt' | 'wipeAskedAt'>): DeviceStanding {
  if (wipeAskedAt !== null) return 'wipe';
  return revokedAt === null ? 'active' : 'withdrawn';
}
