import type { CameraTrouble } from './scanner-status';

/** Focus and exposure that Chromium on tablets knows and TypeScript's DOM does not yet. */
type RuggedConstraints = MediaTrackConstraintSet & {
  readonly focusMode?: string;
  readonly exposureMode?: string;
};

const WANTED: MediaStreamConstraints = {
  audio: false,
  video: { facingMode: { ideal: 'environment' }, width: { ideal: 1920 }, height: { ideal: 1080 } },
};

export type Camera = {
  readonly stream: MediaStream;
  readonly hasTorch: boolean;
  readonly setTorch: (on: boolean) => Promise<void>;
  readonly close: () => void;
};

/** Rejects with what `troubleOf` names. The torch is @zxing/browser's, which knows the browsers' differences. */
export async function openCamera(): Promise<Camera> {
  const [stream, { BrowserCodeReader }] = await Promise.all([
    navigator.mediaDevices.getUserMedia(WANTED),
    import('@zxing/browser'),
  ]);
  const [track] = stream.getVideoTracks();
  if (track === undefined) throw new DOMException('no video track', 'NotFoundError');
  await focusContinuously(track);
  return {
    stream,
    hasTorch: BrowserCodeReader.mediaStreamIsTorchCompatibleTrack(track),
    setTorch: (on) => BrowserCodeReader.mediaStreamSetTorch(track, on),
    close: () => {
      for (const each of stream.getTracks()) each.stop();
    },
  };
}

/** Lorries and phones come at every distance; a fixed focus reads one of them. */
async function focusContinuously(track: MediaStreamTrack): Promise<void> {
  const continuous: RuggedConstraints = { focusMode: 'continuous', exposureMode: 'continuous' };
  await track.applyConstraints({ advanced: [continuous] }).catch(() => undefined);
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
