import type { Transaction } from '@/db/client';
import { type Continuity, continuities } from '@/domain/continuity/continuity';
import type { GateId } from '@/domain/shared/identity';
import { readGateEvents } from '../log/gate-events';

/** Every stretch of paper mode this gate ever had, newest first. */
export const gateContinuities = async (tx: Transaction, gateId: GateId): Promise<readonly Continuity[]> =>
  continuities(await readGateEvents(tx, gateId, ['continuity.declared', 'continuity.ended']));
