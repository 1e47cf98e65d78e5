import type { CrossingState } from '@/domain/crossing/state';
import type { GateId } from '@/domain/shared/identity';
import type { Result } from '@/domain/shared/result';
import type { GateEvent } from '@/domain/sync/event';
import type { Context } from '@/server/api/context';

/** An event as the control room sees it: everything but the sealed personal fields. */
export type OpenEvent = GateEvent & { readonly recordedAt: number; readonly deviceName: string };
export type CrossingFile = { readonly state: CrossingState; readonly events: readonly OpenEvent[] };

export async function readCrossing(
  _ctx: Context,
  _input: { gateId: GateId; crossingId: string },
): Promise<Result<CrossingFile, 'AP-NONE'>> {
  throw new Error('skeleton');
}
