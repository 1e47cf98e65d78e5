import type { Cut } from './frame-cut';
import type { DecoderKind } from './scanner-status';

/** A picture, and which part of it is read at which size. */
export type Frame = { readonly image: ImageBitmap | VideoFrame; readonly cut: Cut };

export type Reading = {
  readonly text: string | null;
  /** From the frame's arrival at the decoder to its answer. */
  readonly tookMs: number;
};

/** Reads one frame at a time; takes over the frame and closes it. */
export type Decoder = {
  readonly kind: DecoderKind;
  /** It cuts for itself, away from the page: it is given the camera's frame as it is. */
  readonly cuts: boolean;
  /** `at`: when the frame was taken, ms. */
  readonly read: (frame: Frame, at: number) => Promise<Reading>;
  /**
   * Takes the camera's frames by itself, the newest whenever it is free, and tells of each what it read: a busy page keeps
   * no frame waiting. Null where it cannot; then it is asked frame by frame.
   */
  readonly watch: ((frames: ReadableStream<VideoFrame>, heard: (text: string | null) => void) => void) | null;
  /** Whether frames that it takes by itself are read: nobody looks at a hidden page. */
  readonly look: (isLooking: boolean) => void;
  /** Frames so far are of another pass than those to come. */
  readonly forget: () => void;
  readonly close: () => void;
};
