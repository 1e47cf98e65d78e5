import { decodeBase45, encodeBase45 } from '../pass/base45';
import type { PassClaims } from '../pass/claims';
import { protectedHeader, sigStructure } from '../pass/cose-sign1';
import { encodeCbor } from '../pass/deterministic-cbor';
import { PASS_PURPOSE } from '../pass/encode-pass';
import { encodePayload } from '../pass/payload';
import type { TestKey } from './pass-keys';

/** Passes with exactly one thing wrong, properly signed all the same: what refuses them is never the signature. */

export const bytesOf = (token: string): Uint8Array<ArrayBuffer> =>
  decodeBase45(token.slice(4)) ?? new Uint8Array(0);
export const tokenOf = (bytes: Uint8Array): string => `GP1:${encodeBase45(bytes)}`;

/** CBOR head: major type and a value below 24, or with one byte of length. */
const head = (major: number, value: number): number[] =>
  value < 24 ? [(major << 5) | value] : [(major << 5) | 24, value];
const bytesItem = (bytes: Uint8Array | readonly number[]): number[] => [...head(2, bytes.length), ...bytes];
export const textItem = (text: string): number[] => {
  const utf8 = new TextEncoder().encode(text);
  return [...head(3, utf8.length), ...utf8];
};

type Parts = {
  readonly payload: Uint8Array | readonly number[];
  readonly protectedBytes?: Uint8Array | readonly number[];
  readonly unprotected?: readonly number[];
  readonly purpose?: string;
  /** The whole message around its four items. */
  readonly wrap?: (items: readonly number[][]) => readonly number[];
};

export async function sealParts(key: TestKey, parts: Parts): Promise<string> {
  const protectedBytes = Uint8Array.from(parts.protectedBytes ?? protectedHeader(key.kid));
  const payload = Uint8Array.from(parts.payload);
  const signature = await key.sign(sigStructure(protectedBytes, parts.purpose ?? PASS_PURPOSE, payload));
  const items = [
    bytesItem(protectedBytes),
    [...(parts.unprotected ?? [0xa0])],
    bytesItem(payload),
    bytesItem(signature),
  ];
  const wrap = parts.wrap ?? ((all) => [0x84, ...all.flat()]);
  return tokenOf(Uint8Array.from(wrap(items)));
}

/** Pairs of label and encoded value of a good payload, in their order, to be cut and sewn. */
export function payloadPairs(claims: PassClaims): readonly (readonly [number, number[]])[] {
  const bytes = [...encodePayload(claims)];
  const pairs: [number, number[]][] = [];
  let at = 1;
  while (at < bytes.length) {
    const [label, valueAt] = readHead(bytes, at);
    const [value, after, major] = [...readHead(bytes, valueAt), (bytes[valueAt] ?? 0) >> 5];
    const end = major === 2 || major === 3 ? after + value : after;
    const isNegative = (bytes[at] ?? 0) >> 5 === 1;
    pairs.push([isNegative ? -1 - label : label, bytes.slice(at, end)]);
    at = end;
  }
  return pairs;
}

export const payloadOf = (pairs: readonly (readonly number[])[]): number[] => [
  0xa0 | pairs.length,
  ...pairs.flat(),
];

/** A good payload with one label replaced, added or (null) taken away; sorted as the rules ask. */
export function withLabel(claims: PassClaims, label: number, value: unknown): number[] {
  const pairs = new Map(payloadPairs(claims));
  if (value === undefined) pairs.delete(label);
  else pairs.set(label, [...encodeCbor(label), ...encodeCbor(value)]);
  const sorted = [...pairs.values()].sort((a, b) => compareBytes(a, b));
  return payloadOf(sorted);
}

function readHead(bytes: readonly number[], at: number): [number, number] {
  const info = (bytes[at] ?? 0) & 31;
  const extra = info < 24 ? 0 : 2 ** (info - 24);
  const value =
    info < 24 ? info : bytes.slice(at + 1, at + 1 + extra).reduce((sum, byte) => sum * 256 + byte, 0);
  return [value, at + 1 + extra];
}

function compareBytes(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((byte, index) => byte !== b[index]);
  return at < 0 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1);
}
