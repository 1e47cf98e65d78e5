/** A QR code of version 1 that says `GATE`, 21 rows of 21 modules, a row as a hexadecimal number. */
export const SELF_TEST_TEXT = 'GATE';
const ROWS =
  '1fd37f 104741 17475d 17535d 17515d 105a41 1fd57f 001b00 117ef9 021322 0b727d 1120d2 0d69c4 0011ca 1fd58c 104729 175e77 174b2b 174e7c 1040d5 1fd1c7';
const SIDE = 21;
const QUIET = 4;
const MODULE_PX = 8;

/** Dark modules as [column, row]. */
export function selfTestModules(): readonly (readonly [number, number])[] {
  return ROWS.split(' ').flatMap((row, y) => {
    const bits = Number.parseInt(row, 16);
    return Array.from({ length: SIDE }, (_, x) => x)
      .filter((x) => (bits >> (SIDE - 1 - x)) & 1)
      .map((x): [number, number] => [x, y]);
  });
}

export function drawSelfTest(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = (SIDE + 2 * QUIET) * MODULE_PX;
  canvas.height = canvas.width;
  const context = canvas.getContext('2d');
  if (context === null) return canvas;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#000';
  for (const [x, y] of selfTestModules()) {
    context.fillRect((x + QUIET) * MODULE_PX, (y + QUIET) * MODULE_PX, MODULE_PX, MODULE_PX);
  }
  return canvas;
}
