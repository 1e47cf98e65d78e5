/** React may still be drawing in the first frame. */
const FRAMES = 2;
/** A hidden page paints nothing, and a busy one not soon. */
const LATEST_MS = 150;

/** Runs `work` when what was just decided has been painted: nothing that can wait stands before a verdict. */
export function afterPaint(work: () => void): void {
  let isDone = false;
  const once = () => {
    if (isDone) return;
    isDone = true;
    clearTimeout(latest);
    work();
  };
  const latest = setTimeout(once, LATEST_MS);
  const frame = (left: number) => {
    if (left === 0) setTimeout(once);
    else requestAnimationFrame(() => frame(left - 1));
  };
  frame(FRAMES);
}
