import type { Decoder, Frame } from './decoder';

/**
 * @zxing/browser on the main thread: slower and blind in evening noise, yet it runs wherever a canvas does. Its ladder
 * is the one that was measured best (docs/protocols/pass.md): local threshold, one threshold for all, half the size.
 */
export async function lastResortDecoder(): Promise<Decoder> {
  const [{ HTMLCanvasElementLuminanceSource }, zxing] = await Promise.all([
    import('@zxing/browser'),
    import('@zxing/library'),
  ]);
  const {
    BarcodeFormat,
    BinaryBitmap,
    DecodeHintType,
    GlobalHistogramBinarizer,
    HybridBinarizer,
    MultiFormatReader,
  } = zxing;
  const reader = new MultiFormatReader();
  reader.setHints(
    new Map<number, unknown>([
      [DecodeHintType.POSSIBLE_FORMATS, [BarcodeFormat.QR_CODE, BarcodeFormat.CODE_128]],
      [DecodeHintType.TRY_HARDER, true],
    ]),
  );
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });

  function readAt({ image, cut: { from, to } }: Frame, scale: number, wide: boolean): string | null {
    if (context === null) return null;
    canvas.width = Math.round(to.width * scale);
    canvas.height = Math.round(to.height * scale);
    context.drawImage(image, from.x, from.y, from.width, from.height, 0, 0, canvas.width, canvas.height);
    const source = new HTMLCanvasElementLuminanceSource(canvas);
    try {
      const binarizer = wide ? new GlobalHistogramBinarizer(source) : new HybridBinarizer(source);
      return reader.decodeWithState(new BinaryBitmap(binarizer)).getText();
    } catch {
      return null;
    }
  }

  return {
    kind: 'fallback',
    cuts: false,
    read: async (frame) => {
      const begun = performance.now();
      const text = readAt(frame, 1, false) ?? readAt(frame, 1, true) ?? readAt(frame, 0.5, false);
      frame.image.close();
      return { text, tookMs: performance.now() - begun };
    },
    watch: null,
    look: () => undefined,
    forget: () => undefined,
    close: () => undefined,
  };
}
