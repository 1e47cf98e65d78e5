// What `npm test` says at its end.

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @returns {Counts} A file that could not even be loaded counts as one failed test. */
export function readVitest(report) {
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

/** @returns {Counts} */
export function readPlaywright({ stats, errors }) {
  const failed = stats.unexpected + (stats.unexpected === 0 ? (errors?.length ?? 0) : 0);
  return { passed: stats.expected + stats.flaky, failed, skipped: stats.skipped };
}

/**
 * The table, and alone on the last line "N passed, N failed" (", N skipped"). A stage that failed with no failed test
 * to show for it (lint, a build) counts as one, so that "0 failed" is said only when all is well.
 * @param {{ name: string, outcome: 'passed' | 'failed' | 'not run', ms: number, counts: Counts | null }[]} results
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
  lines.push(`${'all'.padEnd(21)}${timeText(ms).padStart(9)}`, '', countText(sum));
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
