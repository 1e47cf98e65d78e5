/**
 * The camera as the screen sees it.
 *
 *   idle ─▶ starting ─▶ reading ◀─▶ paused
 *              └─▶ trouble (asked again by `start`)
 */
export type ScannerStatus =
  | { readonly kind: 'idle' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'reading'; readonly torch: TorchStatus; readonly decoder: DecoderKind }
  | { readonly kind: 'trouble'; readonly trouble: CameraTrouble };

export type TorchStatus = 'none' | 'off' | 'on';
/** Which decoder does the work: the WebAssembly worker, the browser's own, or the last resort. */
export type DecoderKind = 'wasm' | 'native' | 'fallback';

export type CameraTrouble = 'permission-denied' | 'no-camera' | 'camera-busy' | 'insecure' | 'unknown';
