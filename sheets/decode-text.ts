import { err, ok, type Result } from '@/domain/shared/result';

/** Encodings that a spreadsheet's "save as text" leaves behind, the likeliest first. */
const LEGACY = ['gb18030', 'windows-1258'] as const;

const strictly = (encoding: string, bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** UTF-16 without a mark: Latin text has a zero in every other byte. */
function utf16WithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const head = bytes.subarray(0, 2000);
  const zeros = [0, 0];
  for (const [i, byte] of head.entries()) if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > head.length / 8 && even < odd / 8) return 'utf-16le';
  return even > head.length / 8 && odd < even / 8 ? 'utf-16be' : null;
}

/**
 * Text of a file whose encoding nobody wrote down. A marked or valid Unicode file is certain; of the older encodings
 * all readings are returned and the caller keeps the one that makes sense.
 */
export function decodeText(bytes: Uint8Array): Result<readonly string[], 'not-text'> {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return ok([new TextDecoder('utf-16le').decode(bytes)]);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return ok([new TextDecoder('utf-16be').decode(bytes)]);
  const unmarked = utf16WithoutMark(bytes);
  if (unmarked) return ok([new TextDecoder(unmarked).decode(bytes)]);
  if (bytes.subarray(0, 4000).includes(0)) return err('not-text');
  const utf8 = strictly('utf-8', bytes);
  if (utf8 !== null) return ok([utf8]);
  // A few broken characters in a Unicode file are faults of their rows, not another encoding.
  const mended = new TextDecoder('utf-8').decode(bytes);
  const broken = mended.length - mended.replaceAll('\ufffd', '').length;
  if (broken < mended.length / 500) return ok([mended]);
  const readings = LEGACY.flatMap((encoding) => strictly(encoding, bytes) ?? []);
  return readings.length > 0 ? ok(readings) : ok([mended]);
}
