/// <reference lib="webworker" />
import { prepareZXingModule } from 'zxing-wasm/reader';
import { decodeFrame } from './decode-frame';
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

async function read(frame: ImageBitmap): Promise<string | null> {
  try {
    return await decodeFrame(frame.width, frame.height, (width, height) => {
      if (context === null) return null;
      canvas.width = width;
      canvas.height = height;
      context.drawImage(frame, 0, 0, width, height);
      return context.getImageData(0, 0, width, height);
    });
  } catch {
    return null;
  } finally {
    frame.close();
  }
}

self.addEventListener('message', (event: MessageEvent<WorkerQuestion>) => {
  void read(event.data.frame).then((text) => answer({ kind: 'read', text }));
});
