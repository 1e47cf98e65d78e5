/** What a spreadsheet takes for a formula, or a program for a command (OWASP, CSV injection), also its wide forms. */
const SIGNS = '=+\\-@\\t\\r\\n＝＋－＠';
/** A signed number is a figure, whatever it begins with; a space or a bracket in it makes it text again. */
const NUMBER = /^[+-]?\d+(?:[.,]\d+)*%?$/;
const HELD = new RegExp(`^'(?=[${SIGNS}'])`);
const NEEDS_HOLD = new RegExp(`^(?:[${SIGNS}]|'[${SIGNS}'])`);

/** IM-2: text as it may stand in a cell of a file that we give out: an apostrophe takes the force of a formula. */
export const held = (text: string): string =>
  NEEDS_HOLD.test(text) && !NUMBER.test(text) ? `'${text}` : text;

/** IM-2: the same text back, of a file that we or a spreadsheet gave out. */
export const released = (cell: string): string => cell.replace(HELD, '');
