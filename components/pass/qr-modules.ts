import QRCode from 'qrcode';

export type QrModules = {
  readonly level: 'L' | 'M' | 'Q' | 'H';
  readonly version: number;
  /** Modules per side, without the quiet zone. */
  readonly side: number;
  /** Path of the dark modules in a coordinate system of one unit per module, quiet zone included. */
  readonly path: string;
};

const LEVELS = ['L', 'M', 'Q', 'H'] as const;
/** Light modules around the code (ISO/IEC 18004). */
export const QUIET = 4;

/**
 * The code with the largest modules that carry the text: version of level `from`, then the highest correction level
 * that still has that version (pass-format.md: bigger modules beat more correction on a screen).
 */
export function qrModules(text: string, from: 'L' | 'M'): QrModules {
  let level: QrModules['level'] = from;
  let code = QRCode.create(text, { errorCorrectionLevel: level });
  for (const better of LEVELS.slice(LEVELS.indexOf(from) + 1)) {
    const boosted = createOrNull(text, better, code.version);
    if (boosted === null) break;
    code = boosted;
    level = better;
  }
  const side = code.modules.size;
  return { level, version: code.version, side, path: pathOf(code.modules.data, side) };
}

/** `qrcode` throws when the text does not fit the asked version. */
function createOrNull(text: string, level: QrModules['level'], version: number) {
  try {
    return QRCode.create(text, { errorCorrectionLevel: level, version });
  } catch {
    return null;
  }
}

/** One run of dark modules is one rectangle: no hairlines between modules at odd zooms. */
function pathOf(data: ArrayLike<number>, side: number): string {
  let path = '';
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      if (!data[y * side + x]) continue;
      const start = x;
      while (x < side && data[y * side + x]) x += 1;
      path += `M${start + QUIET} ${y + QUIET}h${x - start}v1h-${x - start}z`;
    }
  }
  return path;
}
