import { accountsDatabase } from '../auth/current-auth';
import { systemClock } from '../clock';
import { gateDatabase } from '../database';
import { env } from '../env';
import { keyRing } from '../keys/key-ring';
import { log } from '../log';
import type { FirmApi } from './firm-api';

/** This node's. */
export const currentFirmApi = (): FirmApi => ({
  db: gateDatabase(),
  accounts: accountsDatabase(),
  keys: keyRing,
  now: systemClock.now,
  origin: env().PUBLIC_ORIGIN,
  onBug: (error) => log().error({ err: error }, 'firm api failed'),
});
