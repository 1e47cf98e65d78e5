import type { Decoder } from './decoder';
import type { WorkerAnswer, WorkerQuestion } from './worker-messages';

const START_TIMEOUT_MS = 8000;
/** A worker that was killed by the system answers nothing: the frame counts as unread. */
const FRAME_TIMEOUT_MS = 3000;

/** The decoder of choice, off the main thread. Null when WebAssembly or workers cannot run here. */
export async function wasmDecoder(): Promise<Decoder | null> {
  if (typeof Worker === 'undefined' || typeof OffscreenCanvas === 'undefined') return null;
  let worker: Worker;
  try {
    worker = new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' });
  } catch {
    return null;
  }
  let heard: (answer: WorkerAnswer | null) => void = () => undefined;
  worker.addEventListener('message', (event: MessageEvent<WorkerAnswer>) => heard(event.data));
  worker.addEventListener('error', () => heard(null));
  const next = (ms: number) =>
    new Promise<WorkerAnswer | null>((resolve) => {
      const timer = setTimeout(() => resolve(null), ms);
      heard = (answer) => {
        clearTimeout(timer);
        resolve(answer);
      };
    });

  const ask = (question: WorkerQuestion, transferred: Transferable[]) =>
    worker.postMessage(question, transferred);

  const first = await next(START_TIMEOUT_MS);
  if (first?.kind !== 'ready') {
    worker.terminate();
    return null;
  }
  return {
    kind: 'wasm',
    cuts: true,
    read: async (frame, at) => {
      const reply = next(FRAME_TIMEOUT_MS);
      ask({ kind: 'read', frame, at }, [frame.image]);
      const answer = await reply;
      return answer?.kind === 'read' ? answer : { text: null, tookMs: FRAME_TIMEOUT_MS };
    },
    watch: (frames, tell) => {
      heard = (answer) => {
        if (answer?.kind === 'read') tell(answer.text);
      };
      ask({ kind: 'watch', frames }, [frames]);
    },
    look: (isLooking) => ask({ kind: 'look', isLooking }, []),
    forget: () => ask({ kind: 'forget' }, []),
    close: () => worker.terminate(),
  };
}
