import type { Submission } from '@/domain/declaration/submission';
import type { Result } from '@/domain/shared/result';
import type { Context } from '@/server/api/context';
import type { DraftView } from './list-drafts';

export async function saveDraft(
  _ctx: Context,
  _input: { draftId: string; submission: Submission },
): Promise<Result<DraftView, 'AP-NONE'>> {
  throw new Error('skeleton');
}
