import type { Answer } from '@/domain/release/answer-for';
import { ok } from '@/domain/shared/result';
import { askJson, type HttpSourceSettings } from '../ask-json';
import {
  CHANGES_PATH,
  changesAnswerSchema,
  type Item,
  itemSchema,
  MOST_ITEMS,
  STANDING_PATH,
  standingAnswerSchema,
} from './protocol';
import type { EligibilitySourcePort, Standing } from './source';

/** The adapter over HTTP: nothing of the answer is believed before its shape is proven. Never throws. */
export function httpSource(settings: HttpSourceSettings): EligibilitySourcePort {
  return {
    changes: async (place, cursor) => {
      const answer = await askJson(settings, CHANGES_PATH, changesAnswerSchema, {
        place,
        cursor,
        limit: MOST_ITEMS,
      });
      if (!answer.ok) return answer;
      const { items, more, cursor: next } = answer.value;
      return ok({ ...readItems(items), more, cursor: next });
    },
    standing: async (place, declarations) => {
      const answer = await askJson(settings, STANDING_PATH, standingAnswerSchema, { place, declarations });
      if (!answer.ok) return answer;
      const asked = new Set(declarations);
      const read = readItems(answer.value.items);
      // What was not asked for is no answer to this question.
      const answers = read.answers.filter(({ declaration }) => asked.has(declaration));
      return ok({ answers, unreadable: read.unreadable + read.answers.length - answers.length });
    },
  };
}

function readItems(items: readonly unknown[]): Standing {
  const parsed = items.map((item) => itemSchema.safeParse(item));
  const answers = parsed.flatMap((item) => (item.success ? [answerOf(item.data)] : []));
  return { answers, unreadable: items.length - answers.length };
}

const answerOf = ({ declaration, container, eligible, asOf }: Item): Answer => ({
  source: 'vasscm',
  declaration: declaration.slice(0, 11),
  container,
  eligible,
  asOf: Date.parse(asOf),
});
