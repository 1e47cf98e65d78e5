import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readOptions } from './options';

const environment = (more: Record<string, string> = {}): NodeJS.ProcessEnv => ({ NODE_ENV: 'test', ...more });

test('nothing given: port 3000, .data, the embedded database', () => {
  expect(readOptions([], environment())).toEqual({
    dataDir: resolve('.data'),
    port: 3000,
    lan: false,
    demo: false,
    play: true,
    databaseUrl: null,
  });
});

test('an option wins over a variable, an empty variable counts as none', () => {
  const options = readOptions(
    ['--port', '4000', '--lan'],
    environment({ PORT: '5000', DATABASE_URL: '', DATA_DIR: '/srv/gate' }),
  );
  expect(options).toMatchObject({ port: 4000, lan: true, databaseUrl: null, dataDir: '/srv/gate' });
});

test.each(['0', '65536', 'http', '30.5'])('port %s is refused in a sentence', (port) => {
  expect(() => readOptions([], environment({ PORT: port }))).toThrow(/is not a port: choose/);
});

test('an unknown option is refused with where to look', () => {
  expect(() => readOptions(['--fast'], environment())).toThrow(/'--fast'.*--help/);
});

test('help asks for nothing else', () => {
  expect(readOptions(['--help'], environment({ PORT: 'x' }))).toBeNull();
});
