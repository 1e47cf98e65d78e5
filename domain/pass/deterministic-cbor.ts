import { decode, encode, rfc8949EncodeOptions } from 'cborg';
import { err, ok, type Result } from '../shared/result';

/** CBOR under the core deterministic rules of RFC 8949 §4.2.1: one spelling per value, in both directions. */

export function encodeCbor(value: unknown): Uint8Array<ArrayBuffer> {
  return new Uint8Array(encode(value, rfc8949EncodeOptions));
}

/**
 * Maps come back as `Map`. Refuses what is not well formed and everything that has a second spelling: indefinite
 * lengths, long-form numbers, duplicate or unsorted keys, floats that are integers, tags, bytes left over, text that
 * is not UTF-8. The comparison with a re-encoding is a test of form only; signatures are checked over the carried
 * bytes, never over a re-encoding (PS-3).
 */
export function decodeCbor(bytes: Uint8Array): Result<unknown, 'cbor'> {
  try {
    const value: unknown = decode(bytes, {
      strict: true,
      allowIndefinite: false,
      allowUndefined: false,
      allowInfinity: false,
      allowNaN: false,
      allowBigInt: false,
      useMaps: true,
      rejectDuplicateMapKeys: true,
    });
    return equalBytes(encodeCbor(value), bytes) ? ok(value) : err('cbor');
  } catch {
    return err('cbor');
  }
}

export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}
