import type { DecoderKind } from './scanner-status';

export type Reading = {
  readonly text: string | null;
  /** From the frame's arrival at the decoder to its answer. */
  readonly tookMs: number;
};

/** Reads one frame at a time; takes over the frame and closes it. */
export type Decoder = {
  readonly kind: DecoderKind;
  /** `at`: when the frame was taken, ms. */
  readonly read: (frame: ImageBitmap, at: number) => Promise<Reading>;
  /** Frames so far are of another pass than those to come. */
  readonly forget: () => void;
  readonly close: () => void;
};
