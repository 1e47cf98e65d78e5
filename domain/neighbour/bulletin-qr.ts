import { sha256 } from '@noble/hashes/sha2.js';
import { decodeBase45, encodeBase45 } from '../pass/base45';
import { toHex } from '../shared/hex';
import { err, type Result } from '../shared/result';
import { type Bulletin, type BulletinFault, digestOf, openBulletin, withEvents } from './bulletin';
import type { CloudEvent } from './cloud-event';
import { packJson, unpackJson } from './packed-json';

/**
 * A bulletin on paper: `NB1:SET:I/N:….`, base45 in a code's alphanumeric mode as passes are. SET is the beginning of the hash
 * of all of it, so that codes of two sheets are never put together; the full stop keeps a space at the end from being lost.
 */
const PREFIX = 'NB1:';
/** Bytes in one code: with its head version 20 at level M, 0.6 mm a module where it is printed 62 mm wide. */
export const BYTES_PER_CODE = 600;
/** More is not scanned with patience: what does not fit stands in the file. */
export const MOST_CODES = 6;
const PART = /^NB([1-9][0-9]{0,3}):(?:([0-9A-F]{8}):([1-9])\/([1-9]):([0-9A-Z $%*+./:-]{1,2000})\.$)?/;

/** In the order of their worth to whoever holds only the paper; lists of vehicles stay in the file. */
const ON_PAPER = ['hours', 'closure', 'acceptance', 'incident', 'queue', 'yard'] as const;

const constants = {
  specversion: '1.0',
  datacontenttype: 'application/json',
  sequencetype: 'Integer',
} as const;

/** Without what the head says and without digests that can be made again. */
function packBulletin(bulletin: Bulletin): Uint8Array<ArrayBuffer> {
  const here = new Set<string>(bulletin.events.map(digestOf));
  return packJson({
    ...bulletin,
    digests: bulletin.digests.filter((digest) => !here.has(digest)),
    events: bulletin.events.map(
      ({ specversion: _, datacontenttype: __, sequencetype: ___, source: ____, subject: _____, ...event }) =>
        event,
    ),
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function unpackBulletin(bytes: Uint8Array): ReturnType<typeof openBulletin> {
  const value = unpackJson(bytes);
  if (!isRecord(value)) return err('unreadable');
  const { source, gate, digests, events } = value;
  if (!Array.isArray(events) || !Array.isArray(digests)) return openBulletin(value);
  const whole = events.map((event) =>
    isRecord(event) ? { ...constants, ...event, source, subject: gate } : event,
  );
  const opened = openBulletin({ ...value, digests: [], events: whole });
  if (!opened.ok) return opened;
  return openBulletin({
    ...opened.value,
    digests: [...digests, ...opened.value.events.map(digestOf)].sort(),
  });
}

/** What paper has room for. */
export function paperOf(bulletin: Bulletin): Bulletin {
  const ordered = ON_PAPER.flatMap((kind) =>
    bulletin.events.filter(({ type }) => type === `border.${kind}.v1`),
  );
  let paper = withEvents(bulletin, []);
  for (const event of ordered) {
    const more: readonly CloudEvent[] = [...paper.events, event];
    const next = withEvents(bulletin, more);
    if (packBulletin(next).length <= BYTES_PER_CODE * MOST_CODES) paper = next;
  }
  return paper;
}

/** Texts of the codes to print, in their order. */
export function qrTexts(bulletin: Bulletin): readonly string[] {
  const bytes = packBulletin(paperOf(bulletin));
  const count = Math.max(1, Math.ceil(bytes.length / BYTES_PER_CODE));
  // As many bytes in each: none is finer than it must be.
  const each = Math.ceil(bytes.length / count);
  const set = toHex(sha256(bytes)).slice(0, 8).toUpperCase();
  return Array.from({ length: count }, (_, at) => {
    const part = bytes.subarray(at * each, (at + 1) * each);
    return `${PREFIX}${set}:${at + 1}/${count}:${encodeBase45(part)}.`;
  });
}

export type Gathered =
  | { readonly kind: 'none' }
  | { readonly kind: 'more'; readonly set: string; readonly have: readonly number[]; readonly of: number }
  | { readonly kind: 'whole'; readonly texts: readonly string[] };

type Part = { readonly set: string; readonly at: number; readonly of: number; readonly text: string };

/** The newest part decides whose sheet it is: a code of another begins anew. */
export function gatherParts(texts: readonly string[]): Gathered {
  const parts = texts.flatMap((text) => partOf(text.trim()) ?? []);
  const last = parts.at(-1);
  if (last === undefined) return { kind: 'none' };
  const { set, of } = last;
  const byPlace = new Map(
    parts.filter((part) => part.set === set && part.of === of).map((part) => [part.at, part.text]),
  );
  const have = [...byPlace.keys()].sort((a, b) => a - b);
  return have.length < of
    ? { kind: 'more', set, have, of }
    : { kind: 'whole', texts: have.map((at) => byPlace.get(at) ?? '') };
}

function partOf(text: string): Part | null {
  const [, version, set, at, of] = PART.exec(text) ?? [];
  if (version !== '1' || set === undefined) return null;
  const [place, count] = [Number(at), Number(of)];
  return place > count || count > MOST_CODES ? null : { set, at: place, of: count, text };
}

/** Is it one of a bulletin's codes, of whatever version? */
export const isBulletinText = (text: string): boolean => PART.test(text.trim());

/** Total over any texts: all codes of one sheet in any order, or why not. */
export function openBulletinCodes(
  texts: readonly string[],
): Result<Bulletin, Extract<BulletinFault, 'too-large' | 'unreadable' | 'newer' | 'unsigned' | 'tampered'>> {
  if (texts.length > MOST_CODES) return err('too-large');
  const versions = texts.map((text) => PART.exec(text.trim())?.[1]);
  if (versions.some((version) => version !== undefined && version !== '1')) return err('newer');
  const gathered = gatherParts(texts);
  if (gathered.kind !== 'whole') return err('unreadable');
  const parts = gathered.texts.map((text) => decodeBase45(PART.exec(text)?.[5] ?? '-'));
  if (parts.some((part) => part === null || part.length > BYTES_PER_CODE)) return err('unreadable');
  const bytes = Uint8Array.from(parts.flatMap((part) => [...(part ?? [])]));
  const set = PART.exec(gathered.texts[0] ?? '')?.[2];
  if (toHex(sha256(bytes)).slice(0, 8).toUpperCase() !== set) return err('tampered');
  return unpackBulletin(bytes);
}
