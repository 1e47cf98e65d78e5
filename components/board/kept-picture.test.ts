import { expect, test } from 'vitest';
import { readPicture } from './kept-picture';

const snapshots = [{ gateId: 'HN', at: 1 }];
const kept = (over: object = {}) => JSON.stringify({ build: '', snapshots, ...over });

test('GA-16 a kept picture is read again; one of another build, an empty or a broken one is not', () => {
  expect(readPicture(kept())).toEqual(snapshots);
  for (const text of [null, '', '{', 'null', kept({ build: 'another' }), kept({ snapshots: [] }), '{}'])
    expect(readPicture(text)).toBeNull();
});
