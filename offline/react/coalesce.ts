/** Runs `work` soon after any number of wishes, never twice at once; a wish during a run is one more run. */
export function coalesced(work: () => Promise<void>): () => void {
  let running = false;
  let wished = false;
  const run = async () => {
    running = true;
    while (wished) {
      wished = false;
      await work().catch(() => undefined);
    }
    running = false;
  };
  return () => {
    wished = true;
    if (!running) void run();
  };
}

/** Does `work` at the first wish and keeps its answer; what failed is tried again at the next. */
export function once<T>(work: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | null = null;
  return () => {
    kept ??= work().catch((error: unknown) => {
      kept = null;
      throw error;
    });
    return kept;
  };
}

/** Does `work` at the first wish, and for all further ones within `ms` of it once more, at their end. */
export function paced(work: () => void, ms: number): () => void {
  let resting = false;
  let wished = false;
  const run = () => {
    resting = true;
    wished = false;
    work();
    setTimeout(() => {
      resting = false;
      if (wished) run();
    }, ms);
  };
  return () => {
    if (resting) wished = true;
    else run();
  };
}
