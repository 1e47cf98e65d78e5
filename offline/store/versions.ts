import type { Process } from '@/domain/process/process';
import type { ChainTail } from '@/domain/sync/chain';
import type { Hlc } from '@/domain/sync/event';
import { type Mark, type SignedDocument, STREAMS } from '@/domain/sync/protocol';
import type { Cursors } from './rows';

/** A crossing keeps the version it began with, so versions stand side by side. */
export const processKey = (process: Pick<Process, 'id' | 'version'>): string =>
  `${process.id}@${process.version}`;

/** Versions of signed lists only grow; the signature is looked at where the list is used, not here. */
export const newestList = (known: SignedDocument | null, offered: SignedDocument): SignedDocument =>
  known !== null && known.version > offered.version ? known : offered;

/** The mark only grows within one history: with the highest one no cursor is without its mark (OF-2). */
export const laterMark = (known: Mark | null, offered: Mark | null): Mark | null =>
  known === null || (offered !== null && offered.position > known.position) ? offered : known;

/** Nothing of the old history is left. */
export const isAnew = (cursors: Cursors): boolean => STREAMS.every((stream) => cursors[stream] === 0);

/** The own clock after reading others' events; it only grows (OF-11). */
export const tailAfter = (tail: ChainTail, seen: Hlc | null): ChainTail =>
  seen !== null && (tail.hlc === null || seen > tail.hlc) ? { ...tail, hlc: seen } : tail;
