import type { FieldFault } from '@/domain/declaration/submission';
import type { GateId } from '@/domain/shared/identity';
import type { Result } from '@/domain/shared/result';
import type { Context } from '@/server/api/context';

/** Fields of a filed declaration that may be corrected one at a time (rule 13). */
export const CORRECTABLE_FIELDS = [
  'trailer',
  'container',
  'seal',
  'customsDeclaration',
  'goodsName',
  'hsCode',
  'weight',
  'arrivalTime',
] as const;
export type CorrectableField = (typeof CORRECTABLE_FIELDS)[number];

export type CorrectOutcome =
  | {
      readonly kind: 'corrected';
      /** The pass after the correction; a higher revision when something it binds changed. */
      readonly pass: { readonly revision: number; readonly token: string } | null;
      readonly reissued: boolean;
    }
  | { readonly kind: 'faults'; readonly faults: readonly FieldFault[] };

export async function correctField(
  _ctx: Context,
  _input: { gateId: GateId; crossingId: string; field: CorrectableField; to: string; reason: string },
): Promise<Result<CorrectOutcome, 'AP-NONE' | 'AP-ENDED' | 'AP-FIELD'>> {
  throw new Error('skeleton');
}
