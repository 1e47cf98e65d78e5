import { qrModules } from '@/components/pass/qr-modules';
import { QUIET } from '@/domain/pass/qr-path';
import type { Modules } from './card';

/** The product's own drawing of a pass, back from its path to single modules. */
export function modulesOf(text: string, from: 'L' | 'M'): Modules {
  const { side, path } = qrModules(text, from);
  const dark = new Uint8Array(side * side);
  for (const [, x = '', y = '', run = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    const start = (Number(y) - QUIET) * side + Number(x) - QUIET;
    dark.fill(1, start, start + Number(run));
  }
  return { side, isDark: (x, y) => dark[y * side + x] === 1 };
}
