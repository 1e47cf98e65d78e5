import { type AddressInfo, connect, createServer } from 'node:net';

/** A TCP line that lets so many bits a second through each way, and counts all of them, headers included. */
export async function throttledLine(port: number, bitsPerSecond: number) {
  const bytes = { up: 0, down: 0 };
  const paced = (direction: 'up' | 'down') => {
    let free = 0;
    return async (piece: Buffer) => {
      bytes[direction] += piece.length;
      if (!Number.isFinite(bitsPerSecond)) return;
      const now = performance.now();
      free = Math.max(free, now) + (piece.length * 8000) / bitsPerSecond;
      await new Promise((resolve) => setTimeout(resolve, free - now));
    };
  };
  const [up, down] = [paced('up'), paced('down')];
  const line = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    const pipe = async (from: typeof near, to: typeof far, pace: (piece: Buffer) => Promise<void>) => {
      try {
        for await (const piece of from) {
          await pace(piece as Buffer);
          to.write(piece as Buffer);
        }
        to.end();
      } catch {
        to.destroy();
      }
    };
    void pipe(near, far, up);
    void pipe(far, near, down);
  });
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
  return {
    port: (line.address() as AddressInfo).port,
    up: () => bytes.up,
    down: () => bytes.down,
    close: () => new Promise<void>((resolve) => line.close(() => resolve())),
  };
}
