import { afterEach, expect, test, vi } from 'vitest';
import { VERDICTS } from '@/domain/shared/vocabulary';
import { signalVerdict } from './signal-verdict';

type Played = { readonly wave: string; readonly hertz: number; readonly forMs: number };
let played: Played[] = [];

/** Keeps what was asked of the loudspeaker. */
class Loudspeaker {
  readonly state = 'running';
  readonly currentTime = 0;
  readonly destination = {};
  createGain() {
    const ramp = () => undefined;
    return {
      gain: { setValueAtTime: ramp, linearRampToValueAtTime: ramp },
      connect: (next: unknown) => next,
    };
  }
  createOscillator() {
    let from = 0;
    const oscillator = {
      type: '',
      frequency: { value: 0 },
      connect: (next: unknown) => next,
      start: (at: number) => {
        from = at;
      },
      stop: (to: number) => {
        const { type: wave, frequency } = oscillator;
        played.push({ wave, hertz: frequency.value, forMs: Math.round((to - from) * 1000) });
      },
    };
    return oscillator;
  }
}
afterEach(() => vi.unstubAllGlobals());

test('OF-73 every verdict sounds and vibrates unlike every other, to the ear and to the glove', () => {
  const vibrations: string[] = [];
  vi.stubGlobal('AudioContext', Loudspeaker);
  vi.stubGlobal('navigator', { vibrate: (pattern: readonly number[]) => vibrations.push(pattern.join()) });
  const sounds = VERDICTS.map((verdict) => {
    played = [];
    signalVerdict(verdict);
    return [...played];
  });
  expect(sounds.every((tones) => tones.length > 0)).toBe(true);
  expect(new Set(sounds.map((tones) => JSON.stringify(tones))).size).toBe(VERDICTS.length);
  expect(new Set(vibrations).size).toBe(VERDICTS.length);
  // Refusal is the lowest and the longest: told apart where pitch alone is lost in the noise of engines.
  const [proceed = [], , refuse = []] = sounds;
  expect(Math.max(...refuse.map(({ hertz }) => hertz))).toBeLessThan(
    Math.min(...proceed.map(({ hertz }) => hertz)),
  );
  expect(Math.max(...refuse.map(({ forMs }) => forMs))).toBeGreaterThan(
    Math.max(...proceed.map(({ forMs }) => forMs)),
  );
});
