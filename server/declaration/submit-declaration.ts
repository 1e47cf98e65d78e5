import type { FieldFault, Submission } from '@/domain/declaration/submission';
import type { CrossingId, PassId } from '@/domain/shared/identity';
import type { Result } from '@/domain/shared/result';
import type { Context } from '@/server/api/context';

export type SubmitOutcome =
  | {
      readonly kind: 'issued';
      readonly crossingId: CrossingId;
      readonly passId: PassId;
      /** The signed pass, `GP1:…`. */
      readonly token: string;
      /** Normalised plate. */
      readonly plate: string;
    }
  | { readonly kind: 'faults'; readonly faults: readonly FieldFault[] };

export async function submitDeclaration(
  _ctx: Context,
  _input: { submission: Submission; clientKey: string },
): Promise<Result<SubmitOutcome, 'AP-KEY'>> {
  throw new Error('skeleton');
}
