import type { Transaction } from '@/db/client';
import type { PublicFlow } from '@/domain/flow/picture';
import { publicFlow } from '@/domain/flow/queue-picture';
import type { GateId } from '@/domain/shared/identity';
import type { Direction } from '@/domain/shared/vocabulary';
import { pictureFlow } from './read-flow';

/** What everybody may see of a gate's flow (rule 16). */
export async function readPublicFlow(
  tx: Transaction,
  gateId: GateId,
  now: number,
): Promise<Readonly<Record<Direction, PublicFlow>>> {
  const { queues } = await pictureFlow(tx, gateId, now);
  return { export: publicFlow(queues.export, now), import: publicFlow(queues.import, now) };
}
