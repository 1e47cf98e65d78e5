import { beforeEach, expect, test } from 'vitest';
import { createReader, type Reader } from './reader';

type Look = { readonly post: string; readonly revision: number };
let begun: { readonly look: Look; readonly end: (found: string) => Promise<void> }[];
let shown: string[];
let reader: Reader<Look>;
const settled = async () => {
  for (let n = 0; n < 10; n += 1) await Promise.resolve();
};

beforeEach(() => {
  begun = [];
  shown = [];
  reader = createReader<Look, string>(
    (look) =>
      new Promise((resolve) => {
        const end = (found: string) => {
          resolve(found);
          return settled();
        };
        begun.push({ look, end });
      }),
    (a, b) => a.post === b.post,
    (found, { post }) => shown.push(`${post}: ${found}`),
  );
});

test('OF-71 a wish during a reading is one more reading, and both are shown', async () => {
  reader.wish({ post: 'gate', revision: 1 });
  reader.wish({ post: 'gate', revision: 2 });
  reader.wish({ post: 'gate', revision: 3 });
  expect(begun).toHaveLength(1);
  await begun[0]?.end('old');
  expect(begun.map(({ look }) => look.revision)).toEqual([1, 3]);
  await begun[1]?.end('new');
  expect(shown).toEqual(['gate: old', 'gate: new']);
  expect(begun).toHaveLength(2);
});

test('OF-71 what was read for another post is not shown, and that of this post is read', async () => {
  reader.wish({ post: 'gate', revision: 1 });
  reader.wish({ post: 'yard', revision: 1 });
  await begun[0]?.end('those of the gate');
  expect(shown).toEqual([]);
  await begun[1]?.end('those of the yard');
  expect(shown).toEqual(['yard: those of the yard']);
});

test('OF-71 nothing is shown once the panel is closed; opened again, it reads', async () => {
  reader.wish({ post: 'gate', revision: 1 });
  reader.close();
  await begun[0]?.end('nobody looks');
  expect(shown).toEqual([]);
  reader.wish({ post: 'gate', revision: 2 });
  await begun[1]?.end('here');
  expect(shown).toEqual(['gate: here']);
});
