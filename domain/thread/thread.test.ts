import { expect, test } from 'vitest';
import { AGENCIES } from '../shared/vocabulary';
import { subjectsFor, THREAD_SUBJECTS, type ThreadTurn, unanswered } from './thread';

test('TE-11 every subject reaches an agency; an agency sees its own subjects and no other', () => {
  const reached = new Set(AGENCIES.flatMap((agency) => subjectsFor(agency)));
  expect([...reached].toSorted()).toEqual([...THREAD_SUBJECTS].toSorted());
  expect(subjectsFor('customs')).toEqual(['customs']);
  expect(subjectsFor('plant-quarantine')).toEqual(['quarantine']);
  expect(subjectsFor('yard')).toEqual([]);
  expect(subjectsFor(null)).toEqual(THREAD_SUBJECTS);
});

test('TE-11 words of the firm since the last answer are counted for each subject apart', () => {
  const turn = (from: ThreadTurn['from'], subject: ThreadTurn['subject']): ThreadTurn => ({ from, subject });
  const turns = [
    turn('firm', 'customs'),
    turn('gate', 'customs'),
    turn('firm', 'customs'),
    turn('firm', 'quarantine'),
    turn('firm', 'customs'),
  ];
  expect(unanswered(turns, 'customs')).toBe(2);
  expect(unanswered(turns, 'quarantine')).toBe(1);
  expect(unanswered(turns, 'management')).toBe(0);
  expect(unanswered([...turns, turn('gate', 'customs')], 'customs')).toBe(0);
});
