/**
 * Runs in the `/gate` page. Meets every frame of the page's own video, notes when the film's corner turns light, and
 * how long after that the verdict on screen has changed and is painted.
 */
export async function watchVerdicts({ showings }: { showings: number }): Promise<{
  tookMs: number[];
  missed: number;
  stampedBy: string;
}> {
  const found = document.querySelector('video');
  if (found === null) throw new Error('no video');
  const video: HTMLVideoElement = found;
  const canvas = document.createElement('canvas');
  canvas.width = 8;
  canvas.height = 8;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  const pen = context;
  const tookMs: number[] = [];
  let missed = 0;
  let stampedBy = 'presentation time';
  /** When the pass now shown was first shown; null before it is, and after its verdict. */
  let shownAt: number | null = null;
  // The film may be anywhere when this begins: a first showing counts only once the wall was seen before it.
  let wasLight = true;
  const onScreen = () => {
    const verdict = document.querySelector('[data-verdict]')?.getAttribute('data-verdict');
    const plate = document.querySelector('main > div [data-plate]')?.getAttribute('data-plate');
    return `${verdict}/${plate}`;
  };
  let shown = onScreen();

  return new Promise((resolve) => {
    const watcher = new MutationObserver(() => {
      const now = onScreen();
      if (now === shown) return;
      shown = now;
      const since = shownAt;
      shownAt = null;
      if (since === null) return;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          tookMs.push(performance.now() - since);
          if (tookMs.length + missed >= showings) end();
        };
        port2.postMessage(null);
      });
    });
    const end = () => {
      watcher.disconnect();
      resolve({ tookMs, missed, stampedBy });
      video.cancelVideoFrameCallback(handle);
    };
    const meet: VideoFrameRequestCallback = (now, { captureTime }) => {
      pen.drawImage(video, 8, 8, 16, 16, 0, 0, 8, 8);
      const isLight = (pen.getImageData(4, 4, 1, 1).data[0] ?? 0) > 128;
      if (isLight && !wasLight) {
        if (shownAt !== null) missed += 1;
        if (captureTime !== undefined) stampedBy = 'capture time';
        shownAt = captureTime ?? now;
      }
      wasLight = isLight;
      if (tookMs.length + missed >= showings) end();
      else handle = video.requestVideoFrameCallback(meet);
    };
    watcher.observe(document.body, { subtree: true, childList: true, attributes: true });
    let handle = video.requestVideoFrameCallback(meet);
  });
}
