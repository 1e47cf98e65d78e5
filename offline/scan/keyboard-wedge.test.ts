import { describe, expect, test } from 'vitest';
import { emptyBurst, pauseEnds, pressKey } from './keyboard-wedge';

/** Types `keys` with `gap` ms between them; answers the texts that came out and what was kept from the field. */
function type(keys: readonly string[], gap: number, suffixGap = gap) {
  let burst = emptyBurst;
  let at = 1000;
  const texts: string[] = [];
  const leaked: string[] = [];
  for (const key of keys) {
    at += key === 'Enter' || key === 'Tab' ? suffixGap : gap;
    const turn = pressKey(burst, key, at);
    burst = turn.burst;
    if (turn.text !== null) texts.push(turn.text);
    if (!turn.swallow && key.length === 1) leaked.push(key);
  }
  return { texts, leaked: leaked.join(''), burst };
}

describe('OF-23 scanner gun', () => {
  const code = 'GP1:6BFOXN*TS0BI$ZD';

  test('OF-23 a fast burst ended by Enter or Tab is one code', () => {
    expect(type([...code, 'Enter'], 5).texts).toEqual([code]);
    expect(type([...code, 'Tab'], 20, 100).texts).toEqual([code]);
  });

  test('OF-23 a gun without a suffix ends by its pause', () => {
    const { burst, texts } = type([...code], 5);
    expect(texts).toEqual([]);
    expect(pauseEnds(burst)).toBe(code);
  });

  test('OF-23 a gun that is known to end its codes with a key is waited for longest, one that does not the least', () => {
    const waits = (['none', 'unknown', 'key'] as const).map(
      (suffix) => pressKey({ text: 'GP1:', lastAt: 1000 }, 'A', 1005, suffix).endsAfterMs ?? 0,
    );
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(new Set(waits).size).toBe(3);
    // Longer than the longest pause within a code.
    expect(waits[0]).toBeGreaterThan(300);
  });

  test('OF-23 two codes in a row stay two', () => {
    expect(type([...code, 'Enter', ...code, 'Enter'], 5).texts).toEqual([code, code]);
  });

  test('OF-23 a person typing, then Enter, is no code and loses no key', () => {
    const { texts, leaked } = type([...'51C-12345', 'Enter'], 120);
    expect(texts).toEqual([]);
    expect(leaked).toBe('51C-12345');
  });

  test('OF-23 keys a person typed before do not join the code', () => {
    let burst = pressKey(emptyBurst, 'x', 1000).burst;
    let at = 1400;
    for (const key of code) {
      at += 5;
      burst = pressKey(burst, key, at).burst;
    }
    expect(pressKey(burst, 'Enter', at + 5).text).toBe(code);
  });

  test('OF-23 a code that comes in pieces, held up on its way, stays one code', () => {
    let burst = emptyBurst;
    let at = 1000;
    for (const [index, key] of [...code].entries()) {
      at += index === 10 ? 200 : 5;
      const turn = pressKey(burst, key, at);
      burst = turn.burst;
      expect(turn.endsAfterMs).toBeGreaterThan(200);
    }
    expect(pressKey(burst, 'Enter', at + 200).text).toBe(code);
  });

  test('OF-23 Shift between capitals changes nothing', () => {
    const keys = [...code].flatMap((key) => ['Shift', key]);
    expect(type([...keys, 'Enter'], 5).texts).toEqual([code]);
  });

  test('OF-23 few fast keys are no code; from the fourth on they stay out of the field', () => {
    expect(type(['a', 'b', 'c', 'Enter'], 5).texts).toEqual([]);
    expect(type([...code], 5).leaked).toBe(code.slice(0, 3));
  });
});
