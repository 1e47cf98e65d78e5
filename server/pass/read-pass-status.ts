import type { CrossingState } from '@/domain/crossing/state';
import type { GateId } from '@/domain/shared/identity';
import type { Result } from '@/domain/shared/result';
import type { Stage } from '@/domain/shared/vocabulary';
import type { Context } from '@/server/api/context';

/** Live state of one pass, for whoever holds its text. Says nothing that the pass itself does not already say. */
export type PassStatus = {
  readonly gateId: GateId;
  readonly stage: Stage;
  readonly stageSince: number | null;
  readonly waitingOn: CrossingState['waitingOn'];
  readonly ended: CrossingState['ended'];
  readonly held: boolean;
  /** Newest revision of this pass; higher than the one held means "fetch the new link". */
  readonly revision: number;
  readonly status: 'live' | 'revoked' | 'superseded' | 'used-up';
  /** When this was true at the centre, ms. */
  readonly at: number;
};

export async function readPassStatus(
  _ctx: Context,
  _input: { token: string },
): Promise<Result<PassStatus, 'AP-PASS' | 'AP-NONE'>> {
  throw new Error('skeleton');
}
