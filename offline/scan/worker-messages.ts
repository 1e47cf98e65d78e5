import type { Frame } from './decoder';

/** Between page and decoding worker. The frame is transferred, not copied. */
export type WorkerQuestion =
  | { readonly kind: 'read'; readonly frame: Frame; readonly at: number }
  /** From now on the worker takes its frames itself. */
  | { readonly kind: 'watch'; readonly frames: ReadableStream<VideoFrame> }
  | { readonly kind: 'look'; readonly isLooking: boolean }
  /** Another pass will come: what was gathered of the last one is let go. */
  | { readonly kind: 'forget' };
export type WorkerAnswer =
  | { readonly kind: 'ready' }
  /** The WebAssembly cannot run here: the page goes on with another decoder. */
  | { readonly kind: 'unusable' }
  | { readonly kind: 'read'; readonly text: string | null; readonly tookMs: number };
