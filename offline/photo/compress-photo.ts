/** Longest side of what is kept: a seal's number stays readable, a night's pictures fit a tablet. */
const LONGEST_SIDE = 1600;
const ENOUGH_BYTES = 300_000;
const QUALITIES = [0.82, 0.7, 0.55, 0.4, 0.25];

/**
 * A picture as it is sent: at most 1600 pixels on its longest side, WebP where the browser writes it (else JPEG), the best
 * quality of at most about 300 kB. Drawing it anew also leaves behind place and device, which cameras write into files.
 * Null for what is no picture.
 */
export async function compressPhoto(source: Blob | HTMLVideoElement): Promise<Blob | null> {
  const bitmap = await createImageBitmap(source).catch(() => null);
  if (bitmap === null || bitmap.width === 0) return null;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  let smallest: Blob | null = null;
  for (const quality of QUALITIES) {
    const blob = await encoded(canvas, 'image/webp', quality);
    // A browser that cannot write WebP writes PNG instead, far too large.
    const small = blob?.type === 'image/webp' ? blob : await encoded(canvas, 'image/jpeg', quality);
    smallest = small ?? smallest;
    if (small !== null && small.size <= ENOUGH_BYTES) return small;
  }
  return smallest;
}

const encoded = (canvas: HTMLCanvasElement, type: string, quality: number): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, type, quality));
