import type { PlanFigure } from '@/domain/board/snapshot';
import type { GateId } from '@/domain/shared/identity';
import type { Result } from '@/domain/shared/result';
import type { Direction } from '@/domain/shared/vocabulary';
import type { Context } from '@/server/api/context';

export type AcceptanceInput = {
  readonly gateId: GateId;
  readonly direction: Direction;
  readonly vehiclesPerHour: number;
  /** ms; null until told otherwise. */
  readonly validTo: number | null;
  readonly toldBy: string;
  readonly channel: 'hotline' | 'letter' | 'meeting';
  readonly note: string | null;
};

/** Answers with the plan as it is after the entry. */
export async function recordAcceptance(
  _ctx: Context,
  _input: AcceptanceInput,
): Promise<Result<PlanFigure, 'AP-INPUT'>> {
  throw new Error('skeleton');
}
