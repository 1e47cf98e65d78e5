import type { Decoder } from './decoder';

/** @zxing/browser on the main thread: slower and blind in evening noise, yet it runs wherever a canvas does. */
export async function lastResortDecoder(): Promise<Decoder> {
  const [{ BrowserQRCodeReader }, { DecodeHintType }] = await Promise.all([
    import('@zxing/browser'),
    import('@zxing/library'),
  ]);
  const reader = new BrowserQRCodeReader(new Map([[DecodeHintType.TRY_HARDER, true]]));
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });

  function readAt(frame: ImageBitmap, scale: number): string | null {
    if (context === null) return null;
    canvas.width = Math.round(frame.width * scale);
    canvas.height = Math.round(frame.height * scale);
    context.drawImage(frame, 0, 0, canvas.width, canvas.height);
    try {
      return reader.decodeFromCanvas(canvas).getText();
    } catch {
      return null;
    }
  }

  return {
    kind: 'fallback',
    read: async (frame) => {
      const text = readAt(frame, 1) ?? readAt(frame, 0.5);
      frame.close();
      return text;
    },
    close: () => undefined,
  };
}
