import { expect, test } from 'vitest';
import { keepLines, keptLines, type LineForm, readLine } from './typed-lines';

const form: LineForm = {
  serial: '21',
  plate: '51C-123.45',
  step: 'gate-entry',
  agency: 'customs',
  day: '2026-11-26',
  time: '14:05',
};

test('what was typed becomes a line at Hà Nội time, or names every box that is not right', () => {
  const read = readLine(form, 'k');
  expect(read).toMatchObject({ kind: 'line', line: { serial: 21, at: Date.UTC(2026, 10, 26, 7, 5) } });
  expect(
    readLine({ serial: '-1', plate: ' ', step: '', agency: 'police', day: '', time: '25:00' }, 'k'),
  ).toEqual({ kind: 'faults', faults: ['serial', 'plate', 'step', 'agency', 'time'] });
});

/** As a browser's: texts by name, and no more. */
function memoryStorage(): Storage {
  const texts = new Map<string, string>();
  return {
    get length() {
      return texts.size;
    },
    clear: () => texts.clear(),
    getItem: (name) => texts.get(name) ?? null,
    key: (at) => [...texts.keys()][at] ?? null,
    removeItem: (name) => void texts.delete(name),
    setItem: (name, text) => void texts.set(name, text),
  };
}

test('lines rest in the browser until they are entered; what was spoilt there is not believed', () => {
  const storage = memoryStorage();
  const read = readLine(form, 'k');
  if (read.kind !== 'line') throw new Error('no line');
  keepLines(storage, 'c', [read.line]);
  expect(keptLines(storage, 'c')).toEqual([read.line]);
  expect(keptLines(storage, 'other')).toEqual([]);
  keepLines(storage, 'c', []);
  expect(storage.length).toBe(0);
  storage.setItem('gate.paper.c', '[{"serial":"x"}]');
  expect(keptLines(storage, 'c')).toEqual([]);
  storage.setItem('gate.paper.c', '{');
  expect(keptLines(storage, 'c')).toEqual([]);
});
