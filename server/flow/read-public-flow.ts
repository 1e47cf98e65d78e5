import type { Transaction } from '@/db/client';
import type { PublicFlow } from '@/domain/flow/picture';
import type { GateId } from '@/domain/shared/identity';
import type { Direction } from '@/domain/shared/vocabulary';

/** Until the line itself is read here a board has no order of call: nothing is better than something invented. */
export async function readPublicFlow(
  _tx: Transaction,
  _gateId: GateId,
  _now: number,
): Promise<Readonly<Record<Direction, PublicFlow>> | null> {
  return null;
}
