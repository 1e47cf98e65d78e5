import { ok, type Result } from '@/domain/shared/result';
import { askJson, type FeedFault, type HttpSourceSettings } from '../ask-json';
import { CREDITS_PATH, type Credit, creditSchema, creditsAnswerSchema, MOST_CREDITS } from './protocol';

export type Credits = {
  readonly credits: readonly Credit[];
  /** Items that were no credit: counted, never guessed at. */
  readonly unreadable: number;
  readonly cursor: string;
  readonly more: boolean;
};

/** The port: whoever can tell what came in on the account. */
export type BankPort = {
  readonly credits: (cursor: string | null) => Promise<Result<Credits, FeedFault>>;
};

/** The adapter over HTTP. */
export function httpBank(settings: HttpSourceSettings & { readonly account: string }): BankPort {
  return {
    credits: async (cursor) => {
      const question = { account: settings.account, cursor, limit: MOST_CREDITS };
      const answer = await askJson(settings, CREDITS_PATH, creditsAnswerSchema, question);
      if (!answer.ok) return answer;
      const { items, ...rest } = answer.value;
      const credits = items.flatMap((item) => creditSchema.safeParse(item).data ?? []);
      return ok({ ...rest, credits, unreadable: items.length - credits.length });
    },
  };
}
