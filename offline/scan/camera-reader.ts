import { type Camera, cameraTroubleOf, openCamera } from './camera';
import type { Decoder } from './decoder';
import { lastResortDecoder } from './last-resort-decoder';
import { nativeDecoder } from './native-decoder';
import { createRepeatGuard } from './repeat-guard';
import type { ScannerStatus } from './scanner-status';
import { wasmDecoder } from './wasm-decoder';

export type CameraReader = { readonly toggleTorch: () => void; readonly close: () => void };

/** Share of the frame, in its middle, that is read: people hold the code there, and fewer pixels are read sooner. */
const CROP = 0.8;
/** Between two frames without a code the tablet may breathe; a code is still met within two of them. */
const REST_MS = 25;

const chooseDecoder = async (): Promise<Decoder> =>
  (await wasmDecoder()) ?? (await nativeDecoder()) ?? lastResortDecoder();

/** Opens camera and decoder, then reads frame after frame until closed. Every second frame is read whole, not cropped. */
export function openCameraReader(options: {
  readonly video: HTMLVideoElement;
  readonly onStatus: (status: ScannerStatus) => void;
  readonly onText: (text: string) => void;
}): CameraReader {
  const { video, onStatus, onText } = options;
  const guard = createRepeatGuard();
  let closed = false;
  let camera: Camera | null = null;
  let decoder: Decoder | null = null;
  let torchOn = false;

  const say = (status: ScannerStatus) => {
    if (!closed) onStatus(status);
  };
  const sayReading = () => {
    if (camera === null || decoder === null) return;
    const torch = camera.hasTorch ? (torchOn ? 'on' : 'off') : 'none';
    say({ kind: 'reading', torch, decoder: decoder.kind });
  };

  async function readOne(reading: Decoder, cropped: boolean): Promise<void> {
    const { videoWidth: width, videoHeight: height } = video;
    if (width === 0 || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    const [w, h] = cropped ? [Math.round(width * CROP), Math.round(height * CROP)] : [width, height];
    const frame = await createImageBitmap(video, (width - w) >> 1, (height - h) >> 1, w, h);
    const text = await reading.read(frame);
    if (text !== null && !closed && guard.isNew(text, performance.now())) onText(text);
  }

  async function readOn(reading: Decoder): Promise<void> {
    for (let count = 0; !closed; count += 1) {
      // A frame that cannot be taken (camera asleep, tab hidden) is no reason to stop reading.
      if (document.visibilityState === 'visible')
        await readOne(reading, count % 2 === 0).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, REST_MS));
    }
  }

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
      sayReading();
      await readOn(decoder);
    } catch (error) {
      say({ kind: 'trouble', trouble: cameraTroubleOf(error) });
    }
  }

  function end(): void {
    closed = true;
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
    close: end,
  };
}
