import { randomInt } from 'node:crypto';

/** Letters and digits that nobody confuses when reading them aloud; five groups of four are 96 bits. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password to be read out or written down once. */
export const makePassword = (): string =>
  Array.from({ length: 5 }, () =>
    Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
  ).join('-');
