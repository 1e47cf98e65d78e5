// What `npm test` says at its end.
import { relative, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {Counts & { failures: string[] }} Told `failures`: a line for each failed test: where, which, and what was said first */

/** @returns {Told} A file that could not even be loaded counts as one failed test. */
export function readVitest(report) {
  const hasFailed = ({ status }) => status === 'failed';
  const unloaded = report.testResults.filter(
    (file) => hasFailed(file) && !file.assertionResults.some(hasFailed),
  );
  const inFiles = report.testResults.flatMap((file) =>
    file.assertionResults
      .filter(hasFailed)
      .map((test) => failureLine(file.name, test.fullName, test.failureMessages?.[0])),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
    failures: [...inFiles, ...unloaded.map((file) => failureLine(file.name, 'not loaded', file.message))],
  };
}

/** @returns {Told} */
export function readPlaywright({ stats, errors, suites }) {
  const failed = stats.unexpected + (stats.unexpected === 0 ? (errors?.length ?? 0) : 0);
  const failures = specsOf(suites ?? [])
    .filter(({ ok }) => !ok)
    .map(({ file, title, tests }) => {
      const said = tests.flatMap(({ results }) => results.flatMap((result) => result.errors ?? []));
      return failureLine(file, title, said[0]?.message);
    });
  const elsewhere = (errors ?? []).map(({ message }) => failureLine('end-to-end', 'not run', message));
  return {
    passed: stats.expected + stats.flaky,
    failed,
    skipped: stats.skipped,
    failures: [...failures, ...elsewhere],
  };
}

function specsOf(suites) {
  return suites.flatMap((suite) => [...(suite.specs ?? []), ...specsOf(suite.suites ?? [])]);
}

const MESSAGE_LINES = 4;

function failureLine(file, title, message = '') {
  const said = stripVTControlCharacters(message)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, MESSAGE_LINES)
    .join(' | ');
  return `${relative(process.cwd(), resolve(file))} › ${title}: ${said}`;
}

/**
 * The table, and alone on the last line "N passed, N failed" (", N skipped"). A stage that failed with no failed test
 * to show for it (lint, a build) counts as one, so that "0 failed" is said only when all is well.
 * What failed stands between the two.
 * @param {{ name: string, outcome: 'passed' | 'failed' | 'not run', ms: number, counts: Told | null }[]} results
 * @param {number} ms
 * @returns {string[]}
 */
export function summaryLines(results, ms) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const lines = ['', `${'stage'.padEnd(12)}${'result'.padEnd(9)}${'time'.padStart(9)}   tests`];
  for (const { name, outcome, ms: stageMs, counts } of results) {
    if (counts !== null) for (const key of Object.keys(sum)) sum[key] += counts[key];
    if (outcome === 'failed' && (counts === null || counts.failed === 0)) sum.failed += 1;
    const tests = counts === null ? '' : countText(counts);
    lines.push(`${name.padEnd(12)}${outcome.padEnd(9)}${timeText(stageMs).padStart(9)}   ${tests}`.trimEnd());
  }
  lines.push(`${'all'.padEnd(21)}${timeText(ms).padStart(9)}`);
  for (const { name, counts } of results) {
    if (counts !== null && counts.failures.length > 0)
      lines.push('', `failed in ${name}:`, ...counts.failures.map((line) => `  ${line}`));
  }
  lines.push('', countText(sum));
  return lines;
}

function countText({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function timeText(ms) {
  const seconds = Math.round(ms / 1000);
  return seconds < 60
    ? `${seconds} s`
    : `${Math.floor(seconds / 60)} m ${String(seconds % 60).padStart(2, '0')} s`;
}
