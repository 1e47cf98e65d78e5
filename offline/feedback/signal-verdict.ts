import type { Verdict } from '@/domain/shared/vocabulary';

/**
 * Each verdict has its own sound and vibration, told apart with the eyes on the lorry and gloves on: rising means go,
 * level means look, low and long means stop, a wavering question means the tablet does not know.
 */
type Tone = { readonly hertz: number; readonly atMs: number; readonly forMs: number };
type Signal = {
  readonly tones: readonly Tone[];
  readonly vibration: readonly number[];
  readonly wave: OscillatorType;
};

const SIGNALS: Readonly<Record<Verdict, Signal>> = {
  proceed: {
    wave: 'sine',
    tones: [
      { hertz: 880, atMs: 0, forMs: 90 },
      { hertz: 1320, atMs: 100, forMs: 160 },
    ],
    vibration: [60],
  },
  check: {
    wave: 'triangle',
    tones: [
      { hertz: 660, atMs: 0, forMs: 140 },
      { hertz: 660, atMs: 220, forMs: 140 },
    ],
    vibration: [120, 100, 120],
  },
  refuse: {
    wave: 'square',
    tones: [{ hertz: 196, atMs: 0, forMs: 700 }],
    vibration: [500],
  },
  'cannot-tell': {
    wave: 'triangle',
    tones: [
      { hertz: 520, atMs: 0, forMs: 110 },
      { hertz: 390, atMs: 150, forMs: 110 },
      { hertz: 520, atMs: 300, forMs: 110 },
    ],
    vibration: [80, 60, 80, 60, 80],
  },
};

const LOUDNESS = 0.25;
const FADE_SECONDS = 0.015;

let context: AudioContext | null = null;

/** Browsers keep sound off until a gesture: the unlocking tap opens it for the shift. */
export function primeSound(): void {
  if (typeof AudioContext === 'undefined') return;
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume().catch(() => undefined);
}

function play(audio: AudioContext, wave: OscillatorType, tone: Tone): void {
  const from = audio.currentTime + tone.atMs / 1000;
  const to = from + tone.forMs / 1000;
  const gain = audio.createGain();
  // Without the ramps each tone begins and ends with a click.
  gain.gain.setValueAtTime(0, from);
  gain.gain.linearRampToValueAtTime(LOUDNESS, from + FADE_SECONDS);
  gain.gain.setValueAtTime(LOUDNESS, to - FADE_SECONDS);
  gain.gain.linearRampToValueAtTime(0, to);
  const oscillator = audio.createOscillator();
  oscillator.type = wave;
  oscillator.frequency.value = tone.hertz;
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(from);
  oscillator.stop(to);
}

/** Never throws and never waits: a tablet without a loudspeaker judges all the same. */
export function signalVerdict(verdict: Verdict): void {
  const { tones, vibration, wave } = SIGNALS[verdict];
  primeSound();
  if (context?.state === 'running') for (const tone of tones) play(context, wave, tone);
  navigator.vibrate?.([...vibration]);
}
