import type { Transaction } from '@/db/client';
import type { PublicFlow } from '@/domain/flow/picture';
import { publicFlow } from '@/domain/flow/queue-picture';
import type { GateId } from '@/domain/shared/identity';
import type { Direction } from '@/domain/shared/vocabulary';
import { readSituation } from './read-situation';

/** What everybody may see of a gate's flow (rule 16). */
export async function readPublicFlow(
  tx: Transaction,
  gateId: GateId,
  now: number,
): Promise<Readonly<Record<Direction, PublicFlow>>> {
  const { directions } = await readSituation(tx, gateId, now);
  return { export: publicFlow(directions.export), import: publicFlow(directions.import) };
}
