import { afterEach, expect, test, vi } from 'vitest';
import { PARSE_WITHOUT_EVAL } from './parse-without-eval';

afterEach(() => vi.unstubAllGlobals());

test('zod reads its configuration from where the script leaves it', async () => {
  vi.stubGlobal('__zod_globalConfig', undefined);
  vi.resetModules();
  new Function(PARSE_WITHOUT_EVAL)();
  const { config } = await import('zod');
  expect(config()).toMatchObject({ jitless: true });
});
