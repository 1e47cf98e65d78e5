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
