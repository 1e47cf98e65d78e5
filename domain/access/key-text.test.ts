import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readKey, writeKey } from './key-text';

test('IM-9 a key says which row to look at, and its secret', () => {
  const part = fc.record({
    firmId: fc.uuid(),
    keyId: fc.uuid(),
    secret: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  });
  fc.assert(
    fc.property(part, (parts) => {
      const text = writeKey(parts);
      expect(text).toMatch(/^bgk_[\w-]{86}$/);
      const read = readKey(text);
      expect(read).toEqual({ ...parts, secret: Uint8Array.from(parts.secret) });
    }),
  );
});

test('IM-9 whatever else is sent is no key, and no crash', () => {
  for (const text of ['', 'bgk_', 'bgk_AAAA', `bgk_${'A'.repeat(85)}`, 'Bearer x', `bgk_${'!'.repeat(86)}`])
    expect(readKey(text), text).toBeNull();
  fc.assert(fc.property(fc.string(), (text) => readKey(text) === null || text.startsWith('bgk_')));
});
