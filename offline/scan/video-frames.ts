/** Without a word from the video a new frame is supposed after this long. */
const REST_MS = 33;
/** A camera that sleeps delivers none: look again, the page may have been closed. */
const PATIENCE_MS = 500;

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
