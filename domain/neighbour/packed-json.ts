import { instantIn, type Zone } from '../flow/zones';
import { decodeCbor, encodeCbor } from '../pass/deterministic-cbor';
import { fromBase64url, toBase64url } from '../shared/base64url';
import { fromHex, toHex } from '../shared/hex';

/**
 * What two sides tell each other in few bytes, and back to the very same JSON: words of the protocol become negative numbers
 * (none of its figures is negative), ids, hashes, signatures and instants become bytes behind one that says which.
 */

/** Never reordered, only grown at the end: a word's place is its number on paper. */
const WORDS = (
  'format border-bulletin-1 source gate number saidAt validUntil publicKey digests signature events ' +
  'id time epoch sequence type data border.acceptance.v1 border.hours.v1 border.closure.v1 border.yard.v1 ' +
  'border.queue.v1 border.incident.v1 border.manifest.v1 border.receipt.v1 border.agreement.v1 ' +
  'flow vn-cn cn-vn from until periods offered actual perHour byClass vehicles zone windows lanes ' +
  'Asia/Ho_Chi_Minh Asia/Shanghai closure classes reason lifted at places standing waiting longestWaitMinutes ' +
  'incident code over perishable ordinary dangerous livestock new-vehicle empty holiday epidemic weather ' +
  'congestion system security works other accident breakdown fire dangerous-goods inspection network power ' +
  'urn:border:vn:lang-son urn:border:cn:guangxi'
).split(' ');
const NUMBER_OF = new Map(WORDS.map((word, at) => [word, -1 - at]));

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HEX = /^(?:[0-9a-f]{2}){4,64}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0[78]:00$/;
const MINUTE_MS = 60_000;
const ZONES: readonly Zone[] = ['Asia/Ho_Chi_Minh', 'Asia/Shanghai'];
/** First byte of a string that is kept as bytes. */
const KIND = { uuid: 1, hex: 2, base64: 3, ms: 4, minutes: 6 } as const;

const bytesOf = (kind: number, bytes: Iterable<number>): Uint8Array => Uint8Array.of(kind, ...bytes);
function bigEndian(value: number, length: number): readonly number[] {
  return Array.from({ length }, (_, at) => Math.floor(value / 256 ** (length - 1 - at)) % 256);
}
const numberOf = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum * 256 + byte, 0);

function packString(text: string): unknown {
  const word = NUMBER_OF.get(text);
  if (word !== undefined) return word;
  const bytes = packBytes(text);
  // Only what comes back as it was.
  return bytes !== null && unpackBytes(bytes) === text ? bytes : text;
}

function packBytes(text: string): Uint8Array | null {
  if (UUID.test(text)) return bytesOf(KIND.uuid, fromHex(text.replaceAll('-', '')) ?? []);
  if (HEX.test(text)) return bytesOf(KIND.hex, fromHex(text) ?? []);
  if (text.length === 43 || text.length === 86) {
    const raw = fromBase64url(text);
    return raw === null ? null : bytesOf(KIND.base64, raw);
  }
  if (!INSTANT.test(text)) return null;
  const at = Date.parse(text);
  const zone = ZONES.findIndex((each) => text.endsWith(instantIn(0, each).slice(-6)));
  return at % MINUTE_MS === 0
    ? bytesOf(KIND.minutes + zone, bigEndian(at / MINUTE_MS, 4))
    : bytesOf(KIND.ms + zone, bigEndian(at, 6));
}

function unpackBytes(bytes: Uint8Array): string {
  const [kind = 0, ...rest] = bytes;
  const body = Uint8Array.from(rest);
  switch (kind) {
    case KIND.uuid:
      return toHex(body).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    case KIND.hex:
      return toHex(body);
    case KIND.base64:
      return toBase64url(body);
    case KIND.ms:
    case KIND.ms + 1:
      return instantIn(numberOf(body), ZONES[kind - KIND.ms] ?? 'Asia/Ho_Chi_Minh');
    case KIND.minutes:
    case KIND.minutes + 1:
      return instantIn(numberOf(body) * MINUTE_MS, ZONES[kind - KIND.minutes] ?? 'Asia/Ho_Chi_Minh');
    default:
      throw new Error('no such kind of string');
  }
}

function pack(value: unknown): unknown {
  if (typeof value === 'string') return packString(value);
  if (Array.isArray(value)) return value.map(pack);
  if (typeof value !== 'object' || value === null) return value;
  return new Map(
    Object.entries(value).flatMap(([key, member]) =>
      member === undefined ? [] : [[NUMBER_OF.get(key) ?? key, pack(member)]],
    ),
  );
}

function wordOf(number: number): string {
  const word = WORDS[-1 - number];
  if (word === undefined) throw new Error('no such word');
  return word;
}

function unpack(value: unknown): unknown {
  if (typeof value === 'number') return value < 0 ? wordOf(value) : value;
  if (value instanceof Uint8Array) return unpackBytes(value);
  if (Array.isArray(value)) return value.map(unpack);
  if (!(value instanceof Map)) return value;
  return Object.fromEntries(
    [...value].map(([key, member]) => [typeof key === 'number' ? wordOf(key) : String(key), unpack(member)]),
  );
}

/** Takes JSON whose numbers are whole and not negative. */
export const packJson = (value: unknown): Uint8Array<ArrayBuffer> => encodeCbor(pack(value));

/** Null for bytes that nothing was packed into. */
export function unpackJson(bytes: Uint8Array): unknown {
  const value = decodeCbor(bytes);
  if (!value.ok) return null;
  try {
    return unpack(value.value);
  } catch {
    return null;
  }
}
