import { expect, test } from 'vitest';
import type { Cell } from '@/domain/position/cell';
import { createSharing, type Located, type Sharing, type Told } from './sharing';

const FOUND: Located = { kind: 'found', north: 21.934_56, east: 106.717_89, accuracyM: 20 };
const KEPT: Told = { kind: 'kept', at: 1, near: false, km: 12, expectedAt: 2 };

function phone() {
  const [sent, kept, shown]: [Cell[], (string | null)[], Sharing[]] = [[], [], []];
  const state = {
    place: FOUND as Located,
    told: KEPT as Told | null,
    deletes: [] as boolean[],
    stops: 0,
    tick: () => {},
    gate: Promise.resolve(),
  };
  const sharing = createSharing({
    locate: async () => state.place,
    share: async (cell) => {
      await state.gate;
      sent.push(cell);
      return state.told;
    },
    stop: async () => {
      state.stops += 1;
      return state.deletes.shift() ?? true;
    },
    remember: (what) => kept.push(what),
    show: (next) => shown.push(next),
    every: (work) => {
      state.tick = work;
      return () => {
        state.tick = () => {};
      };
    },
  });
  const rest = async () => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  return { sharing, state, sent, kept, shown, rest };
}

test('PO-8 nothing is located or sent before a yes, and what is sent is a field', async () => {
  const { sharing, sent, shown, rest } = phone();
  await rest();
  expect([sent, shown]).toEqual([[], []]);
  sharing.start();
  await rest();
  expect(sent).toEqual([{ north: 2193, east: 10_671 }]);
  expect(shown.at(-1)).toEqual({ kind: 'on', last: KEPT, trouble: null });
});

test('PO-8 a vague place is not sent, a refusal of the browser ends sharing, silence is tried again', async () => {
  const { sharing, state, sent, kept, shown, rest } = phone();
  state.place = { ...FOUND, accuracyM: 20_000 } as Located;
  sharing.start();
  await rest();
  expect([sent.length, shown.at(-1)]).toEqual([0, { kind: 'on', last: null, trouble: 'not-found' }]);
  state.place = FOUND;
  state.told = null;
  state.tick();
  await rest();
  expect(shown.at(-1)).toEqual({ kind: 'on', last: null, trouble: 'unsent' });
  state.place = { kind: 'denied' };
  state.tick();
  await rest();
  expect([shown.at(-1), kept.at(-1)]).toEqual([{ kind: 'off', because: 'denied' }, null]);
});

test('PO-9 a no stops at once, waits for what was on its way, and is said until the centre has deleted', async () => {
  const { sharing, state, sent, kept, shown, rest } = phone();
  let open = () => {};
  state.gate = new Promise((resolve) => {
    open = resolve;
  });
  state.deletes = [false, true];
  sharing.start();
  await rest();
  sharing.stop();
  await rest();
  expect([state.stops, kept.at(-1), shown.at(-1)]).toEqual([0, 'stopping', { kind: 'stopping' }]);
  open();
  await rest();
  expect([state.stops, sent.length, shown.at(-1)?.kind]).toEqual([1, 1, 'stopping']);
  state.tick();
  await rest();
  expect([state.stops, kept.at(-1), shown.at(-1)]).toEqual([2, null, { kind: 'off', because: 'stopped' }]);
  state.tick();
  await rest();
  expect([sent.length, state.stops]).toEqual([1, 2]);
});

test('PO-9 having come ends it; a page that was left goes on where it was', async () => {
  const { sharing, state, sent, shown, rest } = phone();
  sharing.resume('on');
  await rest();
  expect(sent.length).toBe(1);
  state.told = { kind: 'over' };
  state.tick();
  await rest();
  expect(shown.at(-1)).toEqual({ kind: 'off', because: 'over' });
  sharing.resume('stopping');
  await rest();
  expect([state.stops, shown.at(-1)]).toEqual([1, { kind: 'off', because: 'stopped' }]);
});
