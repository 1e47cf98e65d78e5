import type { Region, Size } from './scanner-status';

/** What the worker gets at most: so many pixels are read in time on a tablet (OF-81, bench `scan-read`). */
const MOST: Size = { width: 960, height: 540 };

export type Cut = { readonly from: Region; readonly to: Size };

/** The middle of the picture as it is: where people hold the code, every pixel of it. */
export function middleCut({ width, height }: Size): Cut {
  const to = { width: Math.min(width, MOST.width), height: Math.min(height, MOST.height) };
  return { from: { x: (width - to.width) >> 1, y: (height - to.height) >> 1, ...to }, to };
}

/** All of the picture, made smaller: a code held close or aside. */
export function wholeCut({ width, height }: Size): Cut {
  const scale = Math.min(1, MOST.width / width, MOST.height / height);
  return {
    from: { x: 0, y: 0, width, height },
    to: { width: Math.round(width * scale), height: Math.round(height * scale) },
  };
}

/** A picture that is read as it is. */
export const uncut = ({ width, height }: Size): Cut => ({
  from: { x: 0, y: 0, width, height },
  to: { width, height },
});

/** Middle and whole in turn; whichever read the last code goes first twice. A small picture is simply read whole. */
export function createCutChoice() {
  let favourite: 'middle' | 'whole' = 'middle';
  let count = 0;
  return {
    next: (picture: Size): { readonly name: 'middle' | 'whole'; readonly cut: Cut } => {
      if (picture.width <= MOST.width && picture.height <= MOST.height)
        return { name: 'whole', cut: wholeCut(picture) };
      count += 1;
      const other = favourite === 'middle' ? 'whole' : 'middle';
      const name = count % 3 === 0 ? other : favourite;
      return { name, cut: name === 'middle' ? middleCut(picture) : wholeCut(picture) };
    },
    worked: (name: 'middle' | 'whole') => {
      favourite = name;
      count = 0;
    },
  };
}
