import type { CrossingState } from '@/domain/crossing/state';
import type { CrossingId, GateId, PassId } from '@/domain/shared/identity';
import type { CrossingKind, Direction, GoodsClass, Stage } from '@/domain/shared/vocabulary';
import type { Context } from '@/server/api/context';

/** One of my firm's crossings, newest first. */
export type MyDeclaration = {
  readonly crossingId: CrossingId;
  readonly gateId: GateId;
  readonly direction: Direction;
  readonly kind: CrossingKind;
  /** Normalised. */
  readonly plate: string;
  readonly trailer: string | null;
  readonly class: GoodsClass;
  readonly goodsName: string;
  readonly declaredAt: number;
  readonly plannedArrivalAt: number | null;
  readonly stage: Stage;
  readonly stageSince: number | null;
  readonly waitingOn: CrossingState['waitingOn'];
  readonly ended: CrossingState['ended'];
  readonly pass: {
    readonly passId: PassId;
    readonly revision: number;
    readonly status: 'live' | 'revoked' | 'superseded' | 'used-up';
    readonly token: string;
  } | null;
};

export async function listDeclarations(_ctx: Context): Promise<readonly MyDeclaration[]> {
  throw new Error('skeleton');
}
