import * as z from 'zod';
import type { Agency } from '../shared/vocabulary';

/** Whom a firm can ask about a declaration; it need not know which office that is. */
export const THREAD_SUBJECTS = ['customs', 'border-guard', 'quarantine', 'management'] as const;
export const threadSubjectSchema = z.enum(THREAD_SUBJECTS);
export type ThreadSubject = z.infer<typeof threadSubjectSchema>;

const AGENCIES_OF: Readonly<Record<ThreadSubject, readonly Agency[]>> = {
  customs: ['customs'],
  'border-guard': ['border-guard'],
  quarantine: ['medical-quarantine', 'plant-quarantine', 'animal-quarantine'],
  management: ['gate-centre', 'transport'],
};

/** Subjects that reach somebody of this agency; a gate's supervisors and managers (null) see all (TE-11). */
export const subjectsFor = (agency: Agency | null): readonly ThreadSubject[] =>
  agency === null
    ? THREAD_SUBJECTS
    : THREAD_SUBJECTS.filter((subject) => AGENCIES_OF[subject].includes(agency));

/** Sentences that stand in three languages, so that each reads them in the own one (TE-12). */
export const QUESTION_PHRASES = [
  'how-long',
  'what-missing',
  'why-held',
  'where-to-go',
  'documents-sent',
] as const;
export const ANSWER_PHRASES = [
  'in-hand',
  'bring-originals',
  'come-to-desk',
  'correct-declaration',
  'nothing-missing',
  'wait-for-call',
] as const;
export const questionPhraseSchema = z.enum(QUESTION_PHRASES);
export const answerPhraseSchema = z.enum(ANSWER_PHRASES);
export type ThreadPhrase = (typeof QUESTION_PHRASES)[number] | (typeof ANSWER_PHRASES)[number];

/** Signs of free text in one message. */
export const MOST_THREAD_WORDS = 600;
/** Messages of a firm on one subject in a row, without an answer. */
export const MOST_UNANSWERED = 5;

export type ThreadTurn = { readonly from: 'firm' | 'gate'; readonly subject: ThreadSubject };

/** How many of the firm's last words on a subject stand unanswered; `turns` oldest first. */
export function unanswered(turns: readonly ThreadTurn[], subject: ThreadSubject): number {
  const own = turns.filter((turn) => turn.subject === subject);
  return own.length - 1 - own.findLastIndex(({ from }) => from === 'gate');
}
