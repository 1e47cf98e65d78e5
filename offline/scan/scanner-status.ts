/**
 * The camera as the screen sees it.
 *
 *   idle ─▶ starting ─▶ reading ◀─▶ paused (page hidden)
 *              └─▶ trouble (asked again by `retry`, by the trigger key, or when a camera is plugged in)
 */
export type ScannerStatus =
  | { readonly kind: 'idle' }
  | { readonly kind: 'starting' }
  | ({ readonly kind: 'reading' } & ReadingCamera)
  | { readonly kind: 'paused' }
  | { readonly kind: 'trouble'; readonly trouble: CameraTrouble };

export type ReadingCamera = {
  readonly torch: TorchStatus;
  readonly decoder: DecoderKind;
  /** Null where the camera cannot. */
  readonly zoom: Zoom | null;
  /** More than one: another can be chosen. */
  readonly cameraCount: number;
  readonly picture: Size;
  /** The middle part that is read finely, in pixels of the picture. */
  readonly region: Region;
};

export type TorchStatus = 'none' | 'off' | 'on';
export type Zoom = {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
};
export type Size = { readonly width: number; readonly height: number };
export type Region = Size & { readonly x: number; readonly y: number };
/** Which decoder does the work: the WebAssembly worker, the browser's own, or the last resort. */
export type DecoderKind = 'wasm' | 'native' | 'fallback';

export type CameraTrouble = 'permission-denied' | 'no-camera' | 'camera-busy' | 'insecure' | 'unknown';
