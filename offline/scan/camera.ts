import { readCameraChoice } from './camera-choice';
import type { CameraTrouble, Zoom } from './scanner-status';

/** Focus, exposure and zoom that Chromium on tablets knows and TypeScript's DOM does not yet. */
type RuggedConstraints = MediaTrackConstraintSet & {
  readonly focusMode?: string;
  readonly exposureMode?: string;
  readonly exposureCompensation?: number;
  readonly zoom?: number;
};
type Span = { readonly min: number; readonly max: number; readonly step?: number };
type RuggedCapabilities = MediaTrackCapabilities & {
  readonly zoom?: Span;
  readonly exposureCompensation?: Span;
};

/** Asked for in this order: some drivers name a size and then cannot start it. */
const SIZES = [
  { width: { ideal: 1920 }, height: { ideal: 1080 } },
  { width: { ideal: 1280 }, height: { ideal: 720 } },
  { width: { ideal: 640 }, height: { ideal: 480 } },
] as const;

export type Camera = {
  readonly stream: MediaStream;
  readonly id: string | null;
  readonly hasTorch: boolean;
  readonly setTorch: (on: boolean) => Promise<void>;
  /** Null where the camera cannot. */
  readonly zoom: () => Zoom | null;
  readonly setZoom: (value: number) => Promise<void>;
  /** Darker or brighter than the camera would by itself, -1 to 1; nothing happens where it cannot. */
  readonly setExposure: (share: number) => void;
  /** Off while nobody looks: no light, no heat, nothing read. */
  readonly setActive: (active: boolean) => void;
  readonly close: () => void;
};

/** Rejects with what `cameraTroubleOf` names. The torch is @zxing/browser's, which knows the browsers' differences. */
export async function openCamera(): Promise<Camera> {
  const [stream, { BrowserCodeReader }] = await Promise.all([askForStream(), import('@zxing/browser')]);
  const [track] = stream.getVideoTracks();
  if (track === undefined) throw new DOMException('no video track', 'NotFoundError');
  const can: RuggedCapabilities = track.getCapabilities?.() ?? {};
  const apply = (wish: RuggedConstraints) => track.applyConstraints({ advanced: [wish] });
  // Lorries and phones come at every distance; a fixed focus reads one of them.
  await apply({ focusMode: 'continuous', exposureMode: 'continuous' }).catch(() => undefined);
  let zoomed = can.zoom?.min ?? 1;
  return {
    stream,
    id: track.getSettings().deviceId ?? null,
    hasTorch: BrowserCodeReader.mediaStreamIsTorchCompatibleTrack(track),
    setTorch: (on) => BrowserCodeReader.mediaStreamSetTorch(track, on),
    zoom: () => {
      const { zoom } = can;
      if (zoom === undefined || zoom.max <= zoom.min) return null;
      return { min: zoom.min, max: zoom.max, step: zoom.step ?? (zoom.max - zoom.min) / 10, value: zoomed };
    },
    setZoom: async (value) => {
      const { zoom } = can;
      if (zoom === undefined) return;
      const next = Math.min(zoom.max, Math.max(zoom.min, value));
      await apply({ zoom: next });
      zoomed = next;
    },
    setExposure: (share) => {
      const span = can.exposureCompensation;
      if (span === undefined) return;
      const value = share < 0 ? -share * span.min : share * span.max;
      void apply({ exposureCompensation: value }).catch(() => undefined);
    },
    setActive: (active) => {
      track.enabled = active;
    },
    close: () => {
      for (const each of stream.getTracks()) each.stop();
    },
  };
}

/** The camera chosen last, else the one that looks away from the officer; as fine a picture as it will start with. */
async function askForStream(): Promise<MediaStream> {
  const chosen = readCameraChoice();
  const which: readonly MediaTrackConstraints[] = [
    ...(chosen === null ? [] : [{ deviceId: { exact: chosen } }]),
    { facingMode: { ideal: 'environment' } },
  ];
  let failed: unknown = null;
  for (const camera of which) {
    for (const size of SIZES) {
      try {
        return await navigator.mediaDevices.getUserMedia({ audio: false, video: { ...camera, ...size } });
      } catch (error) {
        failed = error;
        const name = error instanceof DOMException ? error.name : '';
        // Not allowed is an answer; a camera that is gone has no other sizes either.
        if (name === 'NotAllowedError' || name === 'SecurityError') throw error;
        if (name === 'OverconstrainedError' || name === 'NotFoundError') break;
      }
    }
  }
  throw failed;
}

export function cameraTroubleOf(error: unknown): CameraTrouble {
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'permission-denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'no-camera';
    case 'NotReadableError':
    case 'AbortError':
      return 'camera-busy';
    default:
      return 'unknown';
  }
}
