import { QUIET } from './qr-path';

/** What a pass is printed on: a sheet of a desk's printer, or the roll of a receipt printer. */
export const PAPERS = ['a6', 'receipt'] as const;
export type Paper = (typeof PAPERS)[number];

/** Thermal heads of 203 dpi print 8 dots a millimetre, 384 of them on a roll of 58 mm. */
const DOTS_PER_MM = 8;
const ROLL_DOTS = 384;
/** On A6 the code leaves room for the facts below it. */
const A6_CODE_MM = 60;
/** Below three dots a module melts into its neighbours on warm paper. */
const LEAST_DOTS = 3;

/**
 * Side of the printed code, quiet zone included, mm (PO-1). On a roll every module is the same whole number of dots, the
 * largest that fits: a driver that rounds makes modules of unequal width, and readers fail.
 * @param side modules per side, without the quiet zone
 */
export function codeWidthMm(paper: Paper, side: number): number {
  if (paper === 'a6') return A6_CODE_MM;
  const modules = side + 2 * QUIET;
  return (modules * Math.max(LEAST_DOTS, Math.floor(ROLL_DOTS / modules))) / DOTS_PER_MM;
}
