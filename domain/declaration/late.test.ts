import { expect, test } from 'vitest';
import { openLate } from './late';

const NOON = Date.UTC(2026, 10, 27, 5);
const late = [
  { field: 'seal', owner: 'driver', dueAt: NOON + 2 },
  { field: 'customsDeclaration', owner: 'agent', dueAt: NOON - 1 },
  { field: 'container', owner: 'office', dueAt: NOON },
] as const;

test('DE-10 what is still owed, soonest first, and what is overdue', () => {
  expect(openLate(late, new Set(), NOON)).toEqual([
    { ...late[1], isOverdue: true },
    { ...late[2], isOverdue: false },
    { ...late[0], isOverdue: false },
  ]);
});

test('DE-10 a field that was given is owed no longer', () => {
  expect(openLate(late, new Set(['customsDeclaration', 'container', 'weight']), NOON)).toEqual([
    { ...late[0], isOverdue: false },
  ]);
});
