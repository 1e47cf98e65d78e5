/** Runs in Chromium, bundled by `bench/scan-read.ts`: draws the corpus and shows every decoder the same frames. */
import { BrowserQRCodeReader } from '@zxing/browser';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { Decoder, Frame } from '@/offline/scan/decoder';
import { uncut } from '@/offline/scan/frame-cut';
import { wasmDecoder } from '@/offline/scan/wasm-decoder';
import { drawCard } from './card';
import { modulesOf } from './modules';
import { renderFrame } from './render-frame';
import { sceneOf } from './scene';

/** What a decoder made of one frame: 1 read, 0 not read, -1 read something else; and the time it took. */
export type Mark = { readonly outcome: 1 | 0 | -1; readonly ms: number };
export type FrameResult = Readonly<Record<string, Mark>>;
export type BurstResult = {
  readonly condition: string;
  readonly severity: number;
  readonly frames: readonly FrameResult[];
};

const frameOf = async (image: ImageData): Promise<Frame> => ({
  image: await createImageBitmap(image),
  cut: uncut(image),
});

type Peer = (image: ImageData, canvas: HTMLCanvasElement) => Promise<string | null>;
type Foreign = {
  readonly jsQR: (data: Uint8ClampedArray, width: number, height: number) => { readonly data: string } | null;
  readonly QrScanner: {
    readonly scanImage: (
      image: HTMLCanvasElement,
      options: { readonly returnDetailedScanResult: true },
    ) => Promise<{ readonly data: string }>;
  };
};

const peers = new Map<string, Peer>();
let ours: Decoder | null = null;
let single: Decoder | null = null;

async function prepare(foreign: Foreign): Promise<void> {
  await prepareZXingModule({
    overrides: { locateFile: () => '/zxing-wasm/reader/zxing_reader.wasm' },
    fireImmediately: true,
  });
  ours = await wasmDecoder();
  single = await wasmDecoder();
  peers.set('zxing-wasm', async (image) => {
    const found = await readBarcodes(image, { formats: ['QRCode'] });
    return found.find(({ isValid }) => isValid)?.text ?? null;
  });
  const browser = new BrowserQRCodeReader();
  peers.set('@zxing/browser', async (_, canvas) => {
    try {
      return browser.decodeFromCanvas(canvas).getText();
    } catch {
      return null;
    }
  });
  peers.set('jsQR', async ({ data, width, height }) => foreign.jsQR(data, width, height)?.data ?? null);
  peers.set('qr-scanner', async (_, canvas) =>
    foreign.QrScanner.scanImage(canvas, { returnDetailedScanResult: true }).then(
      ({ data }) => data,
      () => null,
    ),
  );
}

/**
 * The burst is shown to the product frame by frame until it is read. `singles`: the frames shown alone to everybody
 * but the peers in `slow`, who see those in `shownToAll`.
 */
async function runBurst(
  seed: number,
  burst: number,
  token: string,
  singles: readonly number[],
  slow: readonly string[],
  shownToAll: readonly number[],
): Promise<BurstResult> {
  if (ours === null || single === null) throw new Error('the decoding worker did not start');
  const scene = sceneOf(seed, burst);
  const card = drawCard(modulesOf(token, scene.onScreen ? 'L' : 'M'), scene);
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  const markOf = (text: string | null, ms: number): Mark => ({
    outcome: text === null ? 0 : text === token ? 1 : -1,
    ms,
  });
  const frames: FrameResult[] = [];
  let isRead = false;
  ours.forget();
  for (const [at, frame] of scene.frames.entries()) {
    if (isRead && !singles.includes(at) && !shownToAll.includes(at)) continue;
    const { grey, width, height } = renderFrame(card, scene, frame);
    const image = new ImageData(width, height);
    const words = new Uint32Array(image.data.buffer);
    for (let pixel = 0; pixel < grey.length; pixel += 1)
      words[pixel] = 0xff000000 | ((grey[pixel] ?? 0) * 0x010101);
    canvas.width = width;
    canvas.height = height;
    context.putImageData(image, 0, 0);
    const result: Record<string, Mark> = {};
    if (!isRead) {
      const inBurst = await ours.read(await frameOf(image), at * 66);
      result.burst = markOf(inBurst.text, inBurst.tookMs);
      isRead = inBurst.text === token;
    }
    if (singles.includes(at)) {
      single.forget();
      const alone = await single.read(await frameOf(image), 0);
      result.ours = markOf(alone.text, alone.tookMs);
    }
    for (const [name, read] of peers) {
      if (!(slow.includes(name) ? shownToAll : singles).includes(at)) continue;
      const begun = performance.now();
      const text = await read(image, canvas);
      result[name] = markOf(text, performance.now() - begun);
    }
    frames.push(result);
  }
  return { condition: scene.condition, severity: scene.severity, frames };
}

declare global {
  interface Window {
    scanRead: { readonly prepare: typeof prepare; readonly runBurst: typeof runBurst };
  }
}
window.scanRead = { prepare, runBurst };
