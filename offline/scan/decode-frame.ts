import { type ReaderOptions, readBarcodes } from 'zxing-wasm/reader';
import { lumaOf } from './soft/luma';
import { createSoftFrames } from './soft/soft-frames';

/**
 * Only what a gate reads: passes and the container codes of the supervised-area list (QR), the declaration number on
 * customs' papers (Code 128). Every format more costs time and can be misread.
 */
const FAST: ReaderOptions = {
  formats: ['QRCodeModel2', 'Code128'],
  tryHarder: false,
  tryRotate: false,
  tryInvert: false,
  tryDownscale: false,
  maxNumberOfSymbols: 1,
  textMode: 'Plain',
};
/** Slanting lines, light on dark, small prints. */
const THOROUGH: ReaderOptions = { ...FAST, tryHarder: true, tryRotate: true, tryInvert: true };

/** Pixels of a frame as a canvas gives them. */
export type Pixels = { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number };

export type FrameReader = {
  /** Text of the code in the frame, null when none is read. `at`: when it was taken, ms. */
  readonly read: (frame: Pixels, at: number) => Promise<string | null>;
  /** What was seen so far is of no use any more. */
  readonly forget: () => void;
};

/**
 * No further attempt begins later than this after the frame came, so that the next one is not kept waiting (OF-81). A
 * slow or busy tablet gets a multiple of what a fast attempt takes it: a code read late is better than one never read.
 */
const BUDGET_MS = 30;
const BUDGET_PACES = 4;
const LONGEST_MS = 150;
/** One frame in so many is read thoroughly: linear codes at a slant have no other way. */
const THOROUGH_EVERY = 5;

/**
 * Fast, softly, thoroughly, as far as the time goes. What is likeliest comes first: a code that was located but not
 * read will be read softly, by this frame and the last ones together; where nothing was found the two take turns.
 */
export function createFrameReader(clock: () => number = () => performance.now()): FrameReader {
  const soft = createSoftFrames();
  let unread = 0;
  let wasLocated = false;
  /** How long a fast attempt takes here, ms, a running mean. */
  let pace = 0;
  const budget = () => Math.min(LONGEST_MS, Math.max(BUDGET_MS, pace * BUDGET_PACES));

  return {
    read: async (frame, at) => {
      const begun = clock();
      const isLate = () => clock() - begun > budget();
      const image = imageOf(frame);
      unread += 1;
      const softly = () => {
        const seen = soft.read(lumaOf(frame), at, isLate);
        wasLocated = seen.located;
        return seen.text;
      };
      const strictly = (options: ReaderOptions) => async () => {
        const from = clock();
        const text = await firstText(image, options);
        if (options === FAST) pace += (clock() - from - pace) * (pace === 0 ? 1 : 0.2);
        return text;
      };
      const turns =
        wasLocated || unread % 2 === 0
          ? [softly, strictly(FAST)]
          : unread % THOROUGH_EVERY === 0
            ? [strictly(THOROUGH), softly]
            : [strictly(FAST), softly];
      for (const turn of turns) {
        if (isLate()) break;
        const text = await turn();
        if (text === null) continue;
        if (turn !== softly) wasLocated = false;
        unread = 0;
        soft.forget();
        return text;
      }
      return null;
    },
    forget: () => {
      unread = 0;
      wasLocated = false;
      soft.forget();
    },
  };
}

const imageOf = ({ data, width, height }: Pixels): ImageData =>
  ({ data, width, height, colorSpace: 'srgb' }) as ImageData;

async function firstText(image: ImageData, options: ReaderOptions): Promise<string | null> {
  const results = await readBarcodes(image, options);
  return results.find((result) => result.isValid && result.text !== '')?.text ?? null;
}
