import { expect, test } from 'vitest';
import { readAnnouncement, TEMPLATE_NAMES, TEMPLATES } from './announcement-entry';

const NOW = Date.UTC(2026, 10, 26, 2);
const typed = { vi: ' Cửa khẩu đóng. ', en: 'Closed.', zh: '关闭。', until: '' };

test('three texts and no end: shown until somebody takes it down', () => {
  expect(readAnnouncement(typed, NOW)).toEqual({
    kind: 'entry',
    text: { vi: 'Cửa khẩu đóng.', en: 'Closed.', zh: '关闭。' },
    until: null,
  });
});

test('the end is Hà Nội time, whatever the clock of the desk', () => {
  expect(readAnnouncement({ ...typed, until: '2026-11-26T20:30' }, NOW)).toMatchObject({
    until: Date.UTC(2026, 10, 26, 13, 30),
  });
});

test('every fault is told at once, in the order of the boxes', () => {
  expect(
    readAnnouncement(
      { vi: '', en: 'Closed until [time].', zh: '关'.repeat(201), until: '2026-11-26T08:00' },
      NOW,
    ),
  ).toEqual({
    kind: 'faults',
    faults: [
      { field: 'vi', kind: 'missing' },
      { field: 'en', kind: 'bracket' },
      { field: 'zh', kind: 'long' },
      { field: 'until', kind: 'until' },
    ],
  });
});

test('no template can be sent as it is where something is to be filled in', () => {
  for (const name of TEMPLATE_NAMES) {
    const read = readAnnouncement({ ...TEMPLATES[name], until: '' }, NOW);
    const hasBlank = /[[【]/.test(TEMPLATES[name].zh);
    expect(read.kind).toBe(hasBlank ? 'faults' : 'entry');
    if (read.kind === 'faults')
      expect(read.faults.map(({ field }) => field).sort()).toEqual(['en', 'vi', 'zh']);
  }
});
