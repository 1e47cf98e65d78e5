import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PublicFlow } from '../flow/picture';
import { maskPlate, withPlates } from './mask-plate';
import type { GateSnapshot } from './snapshot';

describe('BO plates on the boards', () => {
  test.each([
    ['51C12345', '51C-•••.45'],
    ['29H7642', '29H-••42'],
    ['12LD12345', '12LD-•••.45'],
    ['桂F9B393', '桂F·•••93'],
    ['桂FD12345', '桂F·••••45'],
    ['桂KKY34挂', '桂K·•••4挂'],
    ['?F9B393', '?•••••3'],
    ['X', 'X'],
  ])('BO-5 of %s one sees %s', (plate, shown) => {
    expect(maskPlate(plate)).toBe(shown);
  });

  test('BO-5 masking twice is masking once, and of five figures at most two are told', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d[A-H]\d{5}$/), (plate) => {
        const masked = maskPlate(plate);
        expect(maskPlate(masked)).toBe(masked);
        expect(masked.slice(4).replace(/\D/g, '')).toBe(plate.slice(-2));
      }),
    );
  });

  test('BO-5 every plate of a snapshot is masked, and nothing else of it changes', () => {
    const flow: PublicFlow = {
      open: true,
      changesAt: 5,
      behindMinutes: 18,
      waitMs: 3,
      waitLowMs: 2,
      waitHighMs: 4,
      next: [{ plate: '51C12345', class: 'perishable', liveAt: 7 }],
      called: [{ plate: '桂F9B393', class: 'empty', at: 6, state: 'called' }],
    };
    const snapshot: Pick<GateSnapshot, 'latest' | 'flow' | 'at'> = {
      at: 1,
      latest: [{ plate: '29H76421', class: 'ordinary', stage: 'gate', at: 1 }],
      flow: { export: flow, import: { ...flow, next: [], called: [] } },
    };
    expect(withPlates(snapshot, 'full')).toBe(snapshot);
    const shown = withPlates(snapshot, 'masked');
    expect(shown).toEqual({
      at: 1,
      latest: [{ plate: '29H-•••.21', class: 'ordinary', stage: 'gate', at: 1 }],
      flow: {
        export: {
          ...flow,
          next: [{ plate: '51C-•••.45', class: 'perishable', liveAt: 7 }],
          called: [{ plate: '桂F·•••93', class: 'empty', at: 6, state: 'called' }],
        },
        import: { ...flow, next: [], called: [] },
      },
    });
    expect(JSON.stringify(shown)).not.toMatch(/12345|9B393|76421/);
    expect(withPlates({ ...snapshot, flow: null }, 'masked').flow).toBeNull();
  });
});
