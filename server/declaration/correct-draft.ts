import type { Submission } from '@/domain/declaration/submission';
import type { Result } from '@/domain/shared/result';
import type { Context } from '@/server/api/context';
import type { SubmitOutcome } from './submit-declaration';

export async function correctDraft(
  _ctx: Context,
  _input: { draftId: string; submission: Submission },
): Promise<Result<SubmitOutcome, 'AP-NONE' | 'AP-KEY'>> {
  throw new Error('skeleton');
}
