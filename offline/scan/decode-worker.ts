/// <reference lib="webworker" />
import { prepareZXingModule } from 'zxing-wasm/reader';
import { createFrameReader } from './decode-frame';
import type { Frame } from './decoder';
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

const reader = createFrameReader();

async function read({ image, cut: { from, to } }: Frame, at: number): Promise<string | null> {
  const { width, height } = to;
  try {
    if (context === null) return null;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    context.drawImage(image, from.x, from.y, from.width, from.height, 0, 0, width, height);
    return await reader.read(context.getImageData(0, 0, width, height), at);
  } catch {
    return null;
  } finally {
    image.close();
  }
}

self.addEventListener('message', ({ data }: MessageEvent<WorkerQuestion>) => {
  if (data.kind === 'forget') {
    reader.forget();
    return;
  }
  const begun = performance.now();
  void read(data.frame, data.at).then((text) =>
    answer({ kind: 'read', text, tookMs: performance.now() - begun }),
  );
});
