import { expect, test } from 'vitest';
import { foldersAbove, mayEnter } from './reachable';

const account = { uid: 101, gid: 104 };

test('folders above a path are listed from the root down', () => {
  expect(foldersAbove('/srv/gate/.data')).toEqual(['/', '/srv', '/srv/gate', '/srv/gate/.data']);
});

test.each([
  ['root keeps it to itself, as mktemp -d makes it', { uid: 0, gid: 0, mode: 0o40700 }, false],
  ['others may pass', { uid: 0, gid: 0, mode: 0o40711 }, true],
  ['others may list but not pass', { uid: 0, gid: 0, mode: 0o40704 }, false],
  ['its own folder', { uid: 101, gid: 0, mode: 0o40700 }, true],
  ['its own folder, closed to itself', { uid: 101, gid: 0, mode: 0o40677 }, false],
  ['its group may pass', { uid: 0, gid: 104, mode: 0o40710 }, true],
  ['its group may not, though others may', { uid: 0, gid: 104, mode: 0o40701 }, false],
])('%s', (_case, folder, expected) => {
  expect(mayEnter(folder, account)).toBe(expected);
});
