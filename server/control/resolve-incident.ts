import type { GateId } from '@/domain/shared/identity';
import type { Result } from '@/domain/shared/result';
import type { Context } from '@/server/api/context';

export async function resolveIncident(
  _ctx: Context,
  _input: { gateId: GateId; incident: string; reason: string },
): Promise<Result<null, 'AP-NONE' | 'AP-DONE'>> {
  throw new Error('skeleton');
}
