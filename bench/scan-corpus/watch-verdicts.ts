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
      void look(new VideoFrame(video), captureTime ?? now);
      if (captureTime !== undefined) stampedBy = 'capture time';
      handle = video.requestVideoFrameCallback(meet);
    };
    /** Only the corner's brightness is copied: drawing the video would slow the page that is measured. */
    const look = async (frame: VideoFrame, at: number) => {
      const side = (square * frame.codedWidth) / film.filmWidth;
      const rect = { x: 0, y: 0, width: side * squares, height: side };
      const corner = new Uint8Array(frame.allocationSize({ rect }));
      const [luma] = await frame.copyTo(corner, { rect }).finally(() => frame.close());
      const light = (bit: number) =>
        (corner[(luma?.offset ?? 0) + (luma?.stride ?? 0) * (side >> 1) + side * bit + (side >> 1)] ?? 0) >
        128;
      if (light(0) && !wasLight) {
        let number = 0;
        for (let bit = 1; bit < squares; bit += 1) if (light(bit)) number |= 1 << (bit - 1);
        if (awaited !== null) missed += 1;
        awaited = { plate: plates[number] ?? '', since: at };
      }
      wasLight = light(0);
      if (missed >= plates.length) end();
    };
    watcher.observe(document.body, { subtree: true, childList: true, attributes: true });
    let handle = video.requestVideoFrameCallback(meet);
  });
}
