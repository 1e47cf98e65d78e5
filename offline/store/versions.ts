import type { Process } from '@/domain/process/process';
import type { ChainTail } from '@/domain/sync/chain';
import type { Hlc } from '@/domain/sync/event';
import type { SignedDocument } from '@/domain/sync/protocol';

/** A crossing keeps the version it began with, so versions stand side by side. */
export const processKey = (process: Pick<Process, 'id' | 'version'>): string =>
  `${process.id}@${process.version}`;

/** Versions of signed lists only grow; the signature is looked at where the list is used, not here. */
export const newestList = (known: SignedDocument | null, offered: SignedDocument): SignedDocument =>
  known !== null && known.version > offered.version ? known : offered;

/** The own clock after reading others' events; it only grows (OF-11). */
export const tailAfter = (tail: ChainTail, seen: Hlc | null): ChainTail =>
  seen !== null && (tail.hlc === null || seen > tail.hlc) ? { ...tail, hlc: seen } : tail;
