import { expect, test } from 'vitest';
import type { CrossingState } from '@/domain/crossing/state';
import { ganttOf } from './gantt';

const confirmation = (agency: 'customs' | 'border-guard' | 'yard', at: number) => ({ agency, at });
const state = {
  declaredAt: 1000,
  stageSince: 2000,
  ended: null,
  steps: [
    { step: 'staging-entry', confirmations: [confirmation('yard', 2000)], confirmedAt: 2000 },
    { step: 'gate-entry', confirmations: [confirmation('customs', 3500)], confirmedAt: null },
  ],
  waitingOn: [{ agency: 'border-guard', step: 'gate-entry', since: 2000 }],
} as unknown as CrossingState;

test('a confirmed bar begins when the step before it was complete', () => {
  const customs = ganttOf(state, 9000).bars.find(({ agency }) => agency === 'customs');
  expect(customs).toMatchObject({ from: 2000, to: 3500, open: false });
});

test('who is still waited for reaches until now', () => {
  const guard = ganttOf(state, 9000).bars.find(({ agency }) => agency === 'border-guard');
  expect(guard).toMatchObject({ from: 2000, to: 9000, open: true });
});

test('an ended crossing stops growing', () => {
  const ended = {
    ...state,
    ended: { kind: 'completed', at: 5000 },
    waitingOn: [],
  } as unknown as CrossingState;
  expect(ganttOf(ended, 99_000).end).toBe(5000);
});
