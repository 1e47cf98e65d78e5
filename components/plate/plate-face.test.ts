import { expect, test } from 'vitest';
import { plateFace } from './plate-face';

test('a Vietnamese lorry: yellow, the number readable as one text', () => {
  const face = plateFace('51C12345');
  expect(face).toMatchObject({ country: 'VN', surface: 'yellow', text: '51C-123.45' });
  expect(face.lines).toHaveLength(1);
});

test('two lines only when the number has them', () => {
  expect(plateFace('51C12345', 2).lines).toHaveLength(2);
  expect(plateFace('?F9B393', 2).lines).toHaveLength(1);
});

test('a Chinese plate keeps its province character as a sign of its own', () => {
  const face = plateFace('桂F9B393');
  expect(face).toMatchObject({ country: 'CN', surface: 'yellow', text: '桂F·9B393' });
  expect(face.lines[0]?.[0]).toEqual({ kind: 'han', text: '桂' });
});

test('a trailer keeps its mark, and eight signs with the mark are not new energy', () => {
  const face = plateFace('桂KKY34挂');
  expect(face.surface).toBe('yellow');
  expect(face.lines[0]?.at(-1)).toEqual({ kind: 'han', text: '挂' });
});

test('a new-energy number is green', () => {
  expect(plateFace('粤BD12345').surface).toBe('green');
});

test('a missing province character is a question, never invented', () => {
  const face = plateFace('?F9B393');
  expect(face).toMatchObject({ country: 'CN', text: '?F·9B393' });
  expect(face.lines[0]?.[0]).toEqual({ kind: 'unknown' });
});
