import { systemClock } from '../clock';
import { gateDatabase } from '../database';
import { keyRing } from '../keys/key-ring';
import type { Exchange } from './answer-exchange';

/** The exchange of this installation. */
export const currentExchange = (): Exchange => ({ db: gateDatabase(), ring: keyRing, clock: systemClock });
