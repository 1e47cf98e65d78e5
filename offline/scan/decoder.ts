import type { DecoderKind } from './scanner-status';

/** Reads one frame at a time; takes over the frame and closes it. */
export type Decoder = {
  readonly kind: DecoderKind;
  readonly read: (frame: ImageBitmap) => Promise<string | null>;
  readonly close: () => void;
};
