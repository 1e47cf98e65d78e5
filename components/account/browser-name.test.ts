import { expect, test } from 'vitest';
import { browserName } from './browser-name';

test('a browser is named by what its owner knows of it', () => {
  const chrome =
    'Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36';
  expect(browserName(chrome)).toBe('Chrome · Android');
  expect(browserName(`${chrome} Edg/130.0`)).toBe('Edge · Android');
  expect(
    browserName(
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1',
    ),
  ).toBe('Safari · iPhone');
  expect(browserName('curl/8')).toBeNull();
  expect(browserName(null)).toBeNull();
});
