import { defineConfig } from '@playwright/test';
import { BROWSER_ARGS } from './e2e/fixtures/browser-args';
import { findChromium } from './scripts/find-chromium.mjs';

const executablePath = (await findChromium()) ?? undefined;

export default defineConfig({
  testDir: './e2e',
  outputDir: './test-results',
  fullyParallel: false,
  // The stack of a worker is a database, a server and a browser: two of them fill a small machine.
  workers: 1,
  retries: 0,
  timeout: 120_000,
  // What comes is not waited for; only a machine that is busy besides needs more than a second or two.
  expect: { timeout: 30_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    headless: true,
    launchOptions: { args: [...BROWSER_ARGS], ...(executablePath === undefined ? {} : { executablePath }) },
    // A recording costs a third of the time of all journeys: TRACE=1 makes one of what fails.
    trace: process.env.TRACE === undefined ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    // A button that never comes names its line, and does not use up the time of the whole journey.
    actionTimeout: 60_000,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
  },
});
