import { expect, test } from 'vitest';
import { readPlaywright, readVitest, summaryLines } from './test-summary.mjs';

const stage = (
  name: string,
  outcome: 'passed' | 'failed' | 'not run',
  counts: [number, number, number] | null,
  failures: readonly string[] = [],
) => ({
  name,
  outcome,
  ms: 61_000,
  counts: counts === null ? null : { passed: counts[0], failed: counts[1], skipped: counts[2], failures },
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
      {
        name: 'a.test.ts',
        status: 'failed',
        assertionResults: [
          {
            status: 'failed',
            fullName: 'adds two',
            failureMessages: ['\u001b[31mAssertionError\u001b[39m: expected 3\n\n  to be 4'],
          },
        ],
      },
      { name: 'b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
    ],
  };
  expect(readVitest(report)).toEqual({
    ...{ passed: 3, failed: 2, skipped: 1 },
    failures: [
      'a.test.ts › adds two: AssertionError: expected 3 | to be 4',
      'b.test.ts › not loaded: no such module',
    ],
  });
});

test('Playwright: a flaky test passed, an error outside of tests failed', () => {
  const stats = { expected: 5, flaky: 1, unexpected: 0, skipped: 2 };
  expect(readPlaywright({ stats, errors: [] })).toEqual({ passed: 6, failed: 0, skipped: 2, failures: [] });
  expect(readPlaywright({ stats, errors: [{ message: 'no tests found' }] }).failed).toBe(1);
});

test('what failed is named once more at the end, where it is not lost among pages of output', () => {
  const spec = {
    file: 'x.spec.ts',
    title: 'a pass',
    ok: false,
    tests: [{ results: [{ errors: [{ message: 'Expected: 3\nReceived: 2' }] }] }],
  };
  const stats = { expected: 5, flaky: 0, unexpected: 1, skipped: 0 };
  const { failures } = readPlaywright({ stats, errors: [], suites: [{ suites: [{ specs: [spec] }] }] });
  expect(failures).toEqual(['x.spec.ts › a pass: Expected: 3 | Received: 2']);
  const lines = summaryLines([stage('end-to-end', 'failed', [5, 1, 0], failures)], 1000);
  expect(lines.slice(-4)).toEqual([
    'failed in end-to-end:',
    '  x.spec.ts › a pass: Expected: 3 | Received: 2',
    '',
    '5 passed, 1 failed',
  ]);
});
