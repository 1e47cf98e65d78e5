import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PublicFlow } from '../flow/picture';
import { departures, forWall, withCalled } from './departures';

const quiet: PublicFlow = {
  open: true,
  changesAt: null,
  behindMinutes: null,
  waitMs: null,
  waitLowMs: null,
  waitHighMs: null,
  next: [],
  called: [],
};
const call = (plate: string, at: number, state: PublicFlow['called'][number]['state'] = 'called') => ({
  plate,
  class: 'perishable' as const,
  at,
  state,
});
const turn = (plate: string, liveAt: number | null) => ({ plate, class: 'ordinary' as const, liveAt });
const passed = (plate: string, at: number) => ({
  plate,
  class: 'empty' as const,
  stage: 'gate' as const,
  at,
});
const plates = (rows: readonly { readonly plate: string }[]) => rows.map(({ plate }) => plate);

describe('BO departures', () => {
  test('BO-6 called newest first, then the next by live time with each line in its own order, then the newest let in', () => {
    const rows = departures({
      flow: {
        export: {
          ...quiet,
          called: [call('A', 5), call('B', 3, 'recalled'), call('Z', 9, 'arrived')],
          next: [turn('E', 20), turn('F', 10), turn('G', null)],
        },
        import: { ...quiet, called: [call('C', 4, 'missed')], next: [turn('H', 15), turn('I', 30)] },
      },
      latest: [passed('A', 9), passed('J', 2)],
    });
    expect(plates(rows)).toEqual(['A', 'C', 'B', 'H', 'E', 'F', 'I', 'G', 'J']);
    expect(rows.map(({ kind }) => kind).join()).toBe('called,called,called,next,next,next,next,next,in');
  });

  test('BO-6 a vehicle that was ticked as called, without a call-up, is shown as called, and nobody twice', () => {
    const flow = { export: { ...quiet, called: [call('A', 5, 'acknowledged')] }, import: quiet };
    const ticked = (plate: string, direction: 'export' | 'import', at: number) => ({
      plate,
      class: 'empty' as const,
      direction,
      at,
    });
    const shown = withCalled(flow, [
      ticked('A', 'export', 5),
      ticked('B', 'export', 7),
      ticked('C', 'import', 1),
    ]);
    expect(shown.export.called.map(({ plate, state }) => `${plate} ${state}`)).toEqual([
      'B called',
      'A acknowledged',
    ]);
    expect(plates(shown.import.called)).toEqual(['C']);
  });

  test('BO-6 without an order of call the newest let in fill the board', () => {
    const latest = Array.from({ length: 8 }, (_, n) => passed(`P${n}`, 9 - n));
    const rows = departures({ flow: null, latest });
    expect(plates(forWall(rows, 6))).toEqual(plates(latest).slice(0, 6));
  });

  test('BO-6 a wall shows as many as it has lines, of each kind its share, and nobody twice', () => {
    const count = fc.integer({ min: 0, max: 12 });
    fc.assert(
      fc.property(count, count, count, fc.integer({ min: 0, max: 12 }), (c, n, l, lines) => {
        const rows = departures({
          flow: {
            export: {
              ...quiet,
              called: Array.from({ length: c }, (_, i) => call(`C${i}`, 100 - i)),
              next: Array.from({ length: n }, (_, i) => turn(`N${i}`, i)),
            },
            import: quiet,
          },
          latest: Array.from({ length: l }, (_, i) => passed(`L${i}`, -i)),
        });
        const shown = forWall(rows, lines);
        expect(shown).toHaveLength(Math.min(lines, c + n + l));
        expect(new Set(plates(shown)).size).toBe(shown.length);
        expect(shown).toEqual(rows.filter((row) => shown.includes(row)));
        if (lines >= 7)
          for (const [kind, of, share] of [
            ['called', c, 3],
            ['next', n, 3],
            ['in', l, 1],
          ] as const)
            expect(shown.filter((row) => row.kind === kind).length).toBeGreaterThanOrEqual(
              Math.min(of, share),
            );
      }),
    );
  });
});
