export type QrModules = {
  readonly level: QrLevel;
  readonly version: number;
  /** Modules per side, without the quiet zone. */
  readonly side: number;
  /** Path of the dark modules in a coordinate system of one unit per module, quiet zone included. */
  readonly path: string;
};
export const QR_LEVELS = ['L', 'M', 'Q', 'H'] as const;
export type QrLevel = (typeof QR_LEVELS)[number];

/** The text in a code of this level, and version where one is asked for; throws when it does not fit. */
export type EncodeQr = (
  level: QrLevel,
  version: number | null,
) => { readonly version: number; readonly side: number; readonly data: ArrayLike<number> };

/** Light modules around the code (ISO/IEC 18004). */
export const QUIET = 4;

/**
 * The code with the largest modules that carry the text: version of level `from`, then the highest correction level
 * that still has that version (pass-format.md: bigger modules beat more correction on a screen). Screens and paper draw
 * the same; the encoder is handed in.
 */
export function drawQr(encode: EncodeQr, from: 'L' | 'M'): QrModules {
  let level: QrLevel = from;
  let code = encode(level, null);
  for (const better of QR_LEVELS.slice(QR_LEVELS.indexOf(from) + 1)) {
    const boosted = encodeOrNull(encode, better, code.version);
    if (boosted === null) break;
    code = boosted;
    level = better;
  }
  return { level, version: code.version, side: code.side, path: pathOf(code.data, code.side) };
}

function encodeOrNull(encode: EncodeQr, level: QrLevel, version: number) {
  try {
    return encode(level, version);
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
