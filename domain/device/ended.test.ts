import { expect, test } from 'vitest';
import { hasEnded } from './shift-rules';

const ENDED = [
  { person: 'hoa', at: 1000 },
  { person: 'mai', at: 2000 },
];

test('DV-10 who signed in before the own post ended opens nothing; who came back has signed in since', () => {
  expect(hasEnded({ id: 'hoa', signedInAt: 999 }, ENDED)).toBe(true);
  expect(hasEnded({ id: 'hoa', signedInAt: 1000 }, ENDED)).toBe(true);
  expect(hasEnded({ id: 'hoa', signedInAt: 1001 }, ENDED)).toBe(false);
  expect(hasEnded({ id: 'mai', signedInAt: 1500 }, ENDED)).toBe(true);
  expect(hasEnded({ id: 'son', signedInAt: 1 }, ENDED)).toBe(false);
  // Of before sign-ins were dated: nobody can say that it was later.
  expect(hasEnded({ id: 'hoa', signedInAt: null }, ENDED)).toBe(true);
});
