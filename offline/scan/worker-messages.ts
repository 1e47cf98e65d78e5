/** Between page and decoding worker. The frame is transferred, not copied. */
export type WorkerQuestion = { readonly frame: ImageBitmap };
export type WorkerAnswer =
  | { readonly kind: 'ready' }
  /** The WebAssembly cannot run here: the page goes on with another decoder. */
  | { readonly kind: 'unusable' }
  | { readonly kind: 'read'; readonly text: string | null };
