import type { ControlIncident } from '@/domain/board/snapshot';
import type { GateId } from '@/domain/shared/identity';
import type { Context } from '@/server/api/context';

export async function listIncidents(
  _ctx: Context,
  _input: { gateId: GateId },
): Promise<readonly ControlIncident[]> {
  throw new Error('skeleton');
}
