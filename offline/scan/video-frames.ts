import type { Frame } from './decoder';
import { type Cut, uncut } from './frame-cut';

/** Without a word from the video a new frame is supposed after this long. */
const REST_MS = 33;
/** A camera that sleeps delivers none: look again, the page may have been closed. */
const PATIENCE_MS = 500;

type TrackProcessor = new (of: {
  readonly track: MediaStreamTrack;
  readonly maxBufferSize: number;
}) => { readonly readable: ReadableStream<VideoFrame> };

/** The camera's frames as they come, of which one waits and gives way to the next; null where the browser has no such thing. */
export function framesOf(track: MediaStreamTrack): ReadableStream<VideoFrame> | null {
  const Processor: unknown = Reflect.get(globalThis, 'MediaStreamTrackProcessor');
  if (typeof Processor !== 'function') return null;
  return new (Processor as TrackProcessor)({ track, maxBufferSize: 1 }).readable;
}

/** Resolves when the video shows a frame that was not there before; answers its time, ms. */
export function nextFrame(video: HTMLVideoElement): Promise<number> {
  return new Promise((resolve) => {
    if (typeof video.requestVideoFrameCallback !== 'function') {
      setTimeout(() => resolve(performance.now()), REST_MS);
      return;
    }
    const handle = video.requestVideoFrameCallback((now) => {
      clearTimeout(timer);
      resolve(now);
    });
    const timer = setTimeout(() => {
      video.cancelVideoFrameCallback(handle);
      resolve(performance.now());
    }, PATIENCE_MS);
  });
}

/**
 * What the video shows now. Cutting a picture out costs the page some 20 ms on a tablet, so a decoder that cuts for itself
 * is given the camera's own frame, where the browser has such a thing.
 */
export async function takeFrame(video: HTMLVideoElement, cut: Cut, isCutLater: boolean): Promise<Frame> {
  if (isCutLater && typeof VideoFrame === 'function') return { image: new VideoFrame(video), cut };
  const { from, to } = cut;
  const image = await createImageBitmap(video, from.x, from.y, from.width, from.height, {
    resizeWidth: to.width,
    resizeHeight: to.height,
  });
  return { image, cut: uncut(to) };
}
