import type { Result } from '@/domain/shared/result';
import type { Context } from '@/server/api/context';

export async function discardDraft(
  _ctx: Context,
  _input: { draftId: string },
): Promise<Result<null, 'AP-NONE'>> {
  throw new Error('skeleton');
}
