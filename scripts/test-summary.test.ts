import { expect, test } from 'vitest';
import { readPlaywright, readVitest, summaryLines } from './test-summary.mjs';

const stage = (
  name: string,
  outcome: 'passed' | 'failed' | 'not run',
  counts: [number, number, number] | null,
) => ({
  name,
  outcome,
  ms: 61_000,
  counts: counts === null ? null : { passed: counts[0], failed: counts[1], skipped: counts[2] },
});

test('the last line counts the tests of all stages', () => {
  const lines = summaryLines(
    [
      stage('lint', 'passed', null),
      stage('unit', 'passed', [40, 0, 0]),
      stage('postgres', 'passed', [7, 0, 2]),
    ],
    120_000,
  );
  expect(lines.at(-1)).toBe('47 passed, 0 failed, 2 skipped');
  expect(lines).toContainEqual(expect.stringMatching(/^unit +passed +1 m 01 s +40 passed, 0 failed$/));
});

test('a stage that fails without a test counts as one, so that "0 failed" means all is well', () => {
  const lines = summaryLines(
    [
      stage('lint', 'failed', null),
      stage('unit', 'failed', [40, 2, 0]),
      stage('end-to-end', 'not run', null),
    ],
    1000,
  );
  expect(lines.at(-1)).toBe('40 passed, 3 failed');
});

test('a test file that could not be loaded counts as failed', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 0,
    testResults: [
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
      { status: 'failed', assertionResults: [] },
    ],
  };
  expect(readVitest(report)).toEqual({ passed: 3, failed: 2, skipped: 1 });
});

test('Playwright: a flaky test passed, an error outside of tests failed', () => {
  const stats = { expected: 5, flaky: 1, unexpected: 0, skipped: 2 };
  expect(readPlaywright({ stats, errors: [] })).toEqual({ passed: 6, failed: 0, skipped: 2 });
  expect(readPlaywright({ stats, errors: [{ message: 'no tests found' }] }).failed).toBe(1);
});
