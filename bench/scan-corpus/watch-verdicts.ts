/**
 * Runs in the `/gate` page. Meets every frame of the page's own video, reads from the film's corner when which pass is
 * first shown, and waits until that pass's plate stands on the screen and is painted. `plates` in the film's order.
 */
export async function watchVerdicts(film: {
  readonly plates: readonly string[];
  readonly square: number;
  readonly squares: number;
  readonly filmWidth: number;
}): Promise<{ tookMs: number[]; missed: number; stampedBy: string }> {
  const { plates, square, squares } = film;
  const found = document.querySelector('video');
  if (found === null) throw new Error('no video');
  const video: HTMLVideoElement = found;
  const canvas = document.createElement('canvas');
  canvas.width = squares;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  const pen = context;
  const tookMs: number[] = [];
  let missed = 0;
  let stampedBy = 'presentation time';
  /** The pass whose verdict is awaited. */
  let awaited: { readonly plate: string; readonly since: number } | null = null;
  // The film may be anywhere when this begins: a showing counts only once the wall was seen before it.
  let wasLight = true;
  const shown = () => document.querySelector('main > div [data-plate]')?.getAttribute('data-plate') ?? null;

  return new Promise((resolve) => {
    const watcher = new MutationObserver(() => {
      if (awaited === null || shown() !== awaited.plate || document.querySelector('[data-verdict]') === null)
        return;
      const { since } = awaited;
      awaited = null;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          tookMs.push(performance.now() - since);
          if (tookMs.length + missed >= plates.length) end();
        };
        port2.postMessage(null);
      });
    });
    const end = () => {
      watcher.disconnect();
      video.cancelVideoFrameCallback(handle);
      resolve({ tookMs, missed, stampedBy });
    };
    const meet: VideoFrameRequestCallback = (now, { captureTime }) => {
      const scale = video.videoWidth / film.filmWidth;
      for (let at = 0; at < squares; at += 1)
        pen.drawImage(video, (at + 0.3) * square * scale, 0.3 * square * scale, 8, 8, at, 0, 1, 1);
      const { data } = pen.getImageData(0, 0, squares, 1);
      const light = (at: number) => (data[at * 4] ?? 0) > 128;
      if (light(0) && !wasLight) {
        let number = 0;
        for (let bit = 1; bit < squares; bit += 1) if (light(bit)) number |= 1 << (bit - 1);
        if (awaited !== null) missed += 1;
        if (captureTime !== undefined) stampedBy = 'capture time';
        awaited = { plate: plates[number] ?? '', since: captureTime ?? now };
      }
      wasLight = light(0);
      if (missed >= plates.length) end();
      else handle = video.requestVideoFrameCallback(meet);
    };
    watcher.observe(document.body, { subtree: true, childList: true, attributes: true });
    let handle = video.requestVideoFrameCallback(meet);
  });
}
