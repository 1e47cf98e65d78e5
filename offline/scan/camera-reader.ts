import { type Camera, cameraTroubleOf, openCamera } from './camera';
import { chooseNextCamera, listCameras } from './camera-choice';
import type { Decoder } from './decoder';
import { createCutChoice, middleCut } from './frame-cut';
import { lastResortDecoder } from './last-resort-decoder';
import { nativeDecoder } from './native-decoder';
import { createRepeatGuard } from './repeat-guard';
import type { ScannerStatus } from './scanner-status';
import { framesOf, nextFrame, takeFrame } from './video-frames';
import { wasmDecoder } from './wasm-decoder';

export type CameraReader = {
  readonly toggleTorch: () => void;
  readonly setZoom: (value: number) => void;
  /** Takes and remembers the next camera; answers whether there is another, to be opened anew. */
  readonly nextCamera: () => Promise<boolean>;
  /** The trigger was pressed: what is in view counts as new. */
  readonly wake: () => void;
  readonly close: () => void;
};

/** After so many frames without a code the exposure is tried a little darker, then brighter: glass, sun, night. */
const EXPOSURE_AFTER = 24;
const EXPOSURES = [0, -0.35, 0.35, -0.7] as const;

const chooseDecoder = async (): Promise<Decoder> =>
  (await wasmDecoder()) ?? (await nativeDecoder()) ?? lastResortDecoder();

/**
 * Opens camera and decoder, then reads frame after frame until closed. A frame that comes while the one before is
 * being read is left out, never queued: the newest is the truth.
 */
export function openCameraReader(options: {
  readonly video: HTMLVideoElement;
  readonly onStatus: (status: ScannerStatus) => void;
  readonly onText: (text: string) => void;
}): CameraReader {
  const { video, onStatus, onText } = options;
  const guard = createRepeatGuard();
  const cuts = createCutChoice();
  let closed = false;
  let camera: Camera | null = null;
  let decoder: Decoder | null = null;
  let torchOn = false;
  let cameraCount = 1;
  let unread = 0;

  const say = (status: ScannerStatus) => {
    if (!closed) onStatus(status);
  };
  const sayReading = () => {
    if (camera === null || decoder === null) return;
    if (document.visibilityState !== 'visible') return say({ kind: 'paused' });
    const picture = { width: video.videoWidth, height: video.videoHeight };
    say({
      kind: 'reading',
      torch: camera.hasTorch ? (torchOn ? 'on' : 'off') : 'none',
      decoder: decoder.kind,
      zoom: camera.zoom(),
      cameraCount,
      picture,
      region: middleCut(picture).from,
    });
  };

  function heard(text: string | null, opened: Camera): void {
    if (text === null) {
      unread += 1;
      if (unread % EXPOSURE_AFTER === 0)
        opened.setExposure(EXPOSURES[(unread / EXPOSURE_AFTER) % EXPOSURES.length] ?? 0);
      return;
    }
    if (unread >= EXPOSURE_AFTER) opened.setExposure(0);
    unread = 0;
    if (!closed && guard.isNew(text, performance.now())) onText(text);
  }

  async function readOne(reading: Decoder, opened: Camera, at: number): Promise<void> {
    const { videoWidth: width, videoHeight: height } = video;
    if (width === 0 || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    const { name, cut } = cuts.next({ width, height });
    const frame = await takeFrame(video, cut, reading.cuts);
    const { text } = await reading.read(frame, at);
    if (text !== null) cuts.worked(name);
    heard(text, opened);
  }

  async function readOn(reading: Decoder, opened: Camera): Promise<void> {
    while (!closed) {
      const at = await nextFrame(video);
      // A frame that cannot be taken (camera asleep, tab hidden) is no reason to stop reading.
      if (!closed && document.visibilityState === 'visible')
        await readOne(reading, opened, at).catch(() => undefined);
    }
  }

  async function watchOrRead(reading: Decoder, opened: Camera): Promise<void> {
    const [track] = opened.stream.getVideoTracks();
    const frames = reading.watch === null || track === undefined ? null : framesOf(track);
    if (frames === null) await readOn(reading, opened);
    else reading.watch?.(frames, (text) => heard(text, opened));
  }

  const onVisibility = () => {
    camera?.setActive(document.visibilityState === 'visible');
    decoder?.look(document.visibilityState === 'visible');
    decoder?.forget();
    sayReading();
  };

  async function begin(): Promise<void> {
    say({ kind: 'starting' });
    if (navigator.mediaDevices?.getUserMedia === undefined) {
      say({ kind: 'trouble', trouble: 'insecure' });
      return;
    }
    try {
      const choosing = chooseDecoder();
      camera = await openCamera();
      decoder = await choosing;
      if (closed) return end();
      video.srcObject = camera.stream;
      await video.play();
      camera.stream
        .getVideoTracks()[0]
        ?.addEventListener('ended', () => say({ kind: 'trouble', trouble: 'camera-busy' }));
      cameraCount = (await listCameras()).length;
      document.addEventListener('visibilitychange', onVisibility);
      onVisibility();
      await watchOrRead(decoder, camera);
    } catch (error) {
      if (!closed) {
        say({ kind: 'trouble', trouble: cameraTroubleOf(error) });
        camera?.close();
      }
    }
  }

  function end(): void {
    closed = true;
    document.removeEventListener('visibilitychange', onVisibility);
    camera?.close();
    decoder?.close();
    video.srcObject = null;
  }

  void begin();
  return {
    toggleTorch: () => {
      if (camera === null || !camera.hasTorch) return;
      const next = !torchOn;
      camera.setTorch(next).then(
        () => {
          torchOn = next;
          sayReading();
        },
        () => undefined,
      );
    },
    setZoom: (value) => void camera?.setZoom(value).then(sayReading, () => undefined),
    nextCamera: async () => (await chooseNextCamera(camera?.id ?? null)) !== null,
    wake: () => {
      guard.forget();
      decoder?.forget();
    },
    close: end,
  };
}
