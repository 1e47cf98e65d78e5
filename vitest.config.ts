import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const resolve = { alias: { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') } };
// What comes is not waited for; only a machine that is busy besides needs more than a moment.
const expect = { poll: { timeout: 20_000 } };
const never = ['**/node_modules/**', '**/.next/**', 'e2e/**'];

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          // Properties and key derivation on a machine that is busy with other things.
          testTimeout: 30_000,
          expect,
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...never, '**/*.pg.test.ts'],
        },
      },
      {
        resolve,
        test: {
          name: 'pg',
          include: ['**/*.pg.test.ts'],
          exclude: never,
          globalSetup: ['./db/testing/global-setup.ts'],
          expect,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
