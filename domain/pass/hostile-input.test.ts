import { expect, test } from 'vitest';
import { fuzzPass } from '../testing/fuzz-pass';

test('PS-1 PS-18 hostile input, short form: every answer reached, no exception, no false acceptance', async () => {
  const { byOutcome } = await fuzzPass(20_000, 20_260_829);
  const reached = Object.entries(byOutcome).filter(([, count]) => count >= 20);
  expect(reached.map(([outcome]) => outcome)).toEqual([
    'forged',
    'genuine',
    'key-unknown',
    'not-a-pass: base45',
    'not-a-pass: cbor',
    'not-a-pass: claims',
    'not-a-pass: prefix',
    'not-a-pass: size',
    'not-a-pass: structure',
    'update-needed',
  ]);
}, 60_000);
