/** Where a gate stands on the scheme, percent of its box; `row`: on which of the rows below its name is written. */
export type BorderPoint = { readonly x: number; readonly y: number; readonly row: 0 | 1 };

const FIRST_X = 2.5;
const LAST_X = 76.5;
/** The line falls from north-west to south-east; how far it bends is nobody's geography. */
const FALL = 9;
const BENDS = [0, 5, 1, 6, 2] as const;

/** `count` gates along the border, north-west to south-east; neighbours are written on different rows. */
export const borderPoints = (count: number): readonly BorderPoint[] =>
  Array.from({ length: count }, (_, n) => {
    const share = count > 1 ? n / (count - 1) : 0;
    return {
      x: FIRST_X + share * (LAST_X - FIRST_X),
      y: 12 + share * FALL + (BENDS[n % BENDS.length] ?? 0),
      row: n % 2 === 0 ? 0 : 1,
    };
  });

/** Height at which a row of names begins, percent. */
export const rowTop = (row: 0 | 1): number => (row === 0 ? 33 : 67);

/** The border itself, from edge to edge. */
export const borderLine = (points: readonly BorderPoint[]): readonly { x: number; y: number }[] => {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [{ x: 0, y: first.y - 2 }, ...points, { x: 100, y: last.y + 2 }];
};
