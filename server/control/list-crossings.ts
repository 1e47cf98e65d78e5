import type { ControlCrossing } from '@/domain/board/snapshot';
import type { GateId } from '@/domain/shared/identity';
import type { Context } from '@/server/api/context';

export async function listCrossings(
  _ctx: Context,
  _input: { gateId: GateId; search?: string | undefined },
): Promise<readonly ControlCrossing[]> {
  throw new Error('skeleton');
}
