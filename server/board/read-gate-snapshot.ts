import type { GateSnapshot } from '@/domain/board/snapshot';
import type { GateId } from '@/domain/shared/identity';
import type { Context } from '@/server/api/context';

export async function readGateSnapshot(_ctx: Context, _gateId: GateId): Promise<GateSnapshot> {
  throw new Error('skeleton');
}
