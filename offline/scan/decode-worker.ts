/// <reference lib="webworker" />
import { prepareZXingModule } from 'zxing-wasm/reader';
import { assertNever } from '@/domain/shared/result';
import { createFrameReader } from './decode-frame';
import type { Frame } from './decoder';
import { createCutChoice } from './frame-cut';
import type { WorkerAnswer, WorkerQuestion } from './worker-messages';

declare const self: DedicatedWorkerGlobalScope;

// Self-hosted and precached: the package's default would ask a CDN, which a tablet offline cannot (docs/protocols/pass.md).
const wasmUrl = new URL('zxing-wasm/reader/zxing_reader.wasm', import.meta.url).href;

const canvas = new OffscreenCanvas(1, 1);
const context = canvas.getContext('2d', { willReadFrequently: true });
const answer = (message: WorkerAnswer) => self.postMessage(message);

prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true }).then(
  () => answer({ kind: 'ready' }),
  () => answer({ kind: 'unusable' }),
);

const reader = createFrameReader();
let isLooking = true;

/** The picture is let go before it is read: a camera has few, and waits for them. */
function pixelsOf({ image, cut: { from, to } }: Frame): ImageData | null {
  const { width, height } = to;
  try {
    if (context === null) return null;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    context.drawImage(image, from.x, from.y, from.width, from.height, 0, 0, width, height);
    return context.getImageData(0, 0, width, height);
  } finally {
    image.close();
  }
}

async function read(frame: Frame, at: number): Promise<string | null> {
  const begun = performance.now();
  let text: string | null = null;
  try {
    const pixels = pixelsOf(frame);
    text = pixels === null ? null : await reader.read(pixels, at);
  } catch {
    // A frame that cannot be read is one that shows nothing.
  }
  answer({ kind: 'read', text, tookMs: performance.now() - begun });
  return text;
}

/** After so many frames without a code nobody holds one up: the tablet is kept cool instead. */
const IDLE_AFTER = 24;
/** A frame that is there sooner than this after it was asked for had come while the one before was being read, ms. */
const HAD_WAITED_MS = 2;

/** Ends with the camera. */
async function watch(frames: ReadableStream<VideoFrame>): Promise<void> {
  const cuts = createCutChoice();
  const stream = frames.getReader();
  for (let unread = 0; ; ) {
    const asked = performance.now();
    const { value: image } = await stream.read();
    if (image === undefined) return;
    const hadWaited = performance.now() - asked < HAD_WAITED_MS;
    if (!isLooking || (hadWaited && unread >= IDLE_AFTER)) {
      image.close();
      continue;
    }
    const { name, cut } = cuts.next({ width: image.displayWidth, height: image.displayHeight });
    const text = await read({ image, cut }, performance.now());
    unread = text === null ? unread + 1 : 0;
    if (text !== null) cuts.worked(name);
  }
}

self.addEventListener('message', ({ data }: MessageEvent<WorkerQuestion>) => {
  switch (data.kind) {
    case 'read':
      return void read(data.frame, data.at);
    case 'watch':
      return void watch(data.frames).catch(() => undefined);
    case 'look':
      isLooking = data.isLooking;
      return;
    case 'forget':
      return reader.forget();
    default:
      return assertNever(data);
  }
});
