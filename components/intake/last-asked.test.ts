import { expect, test } from 'vitest';
import { lastAsked } from './last-asked';

const later = <T>() => {
  let answer: (value: T) => void = () => undefined;
  const asked = new Promise<T>((resolve) => {
    answer = resolve;
  });
  return { asked, answer };
};

test('a reply to an earlier question is dropped, in whatever order they come', async () => {
  const last = lastAsked();
  const [one, two] = [later<string>(), later<string>()];
  const replies = [last.of(one.asked), last.of(two.asked)];
  two.answer('two');
  one.answer('one');
  expect(await Promise.all(replies)).toEqual([null, 'two']);
});

test('of what was forgotten nothing comes', async () => {
  const last = lastAsked();
  const one = later<string>();
  const reply = last.of(one.asked);
  last.forget();
  one.answer('one');
  expect(await reply).toBeNull();
});
