import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { LOCALES } from '../shared/locales';
import { VERDICTS } from '../shared/vocabulary';
import { ADMISSION_CODES } from './verdict';

const words = z.object({ word: z.string().min(1), todo: z.string().min(1) });
const messages = z.object({
  verdict: z.record(z.string(), z.string().min(1)),
  admission: z.record(z.string(), words),
});

test.each(LOCALES)(
  'AD-16 every verdict and code has its words in %s, short enough for a tablet',
  async (locale) => {
    const url = new URL(`../../messages/${locale}.json`, import.meta.url);
    const { verdict, admission } = messages.parse(JSON.parse(await readFile(url, 'utf8')));
    expect(Object.keys(verdict).sort()).toEqual([...VERDICTS].sort());
    expect(Object.keys(admission).sort()).toEqual([...ADMISSION_CODES].sort());
    const sentences = Object.values(admission).flatMap(({ word, todo }) => [word, ...todo.split('. ')]);
    for (const sentence of sentences) expect(sentence.split(' ').length, sentence).toBeLessThanOrEqual(20);
    expect(JSON.stringify({ verdict, admission })).toBe(
      JSON.stringify({ verdict, admission }).normalize('NFC'),
    );
    expect(new Set(Object.values(verdict)).size).toBe(VERDICTS.length);
  },
);
