import { CAPABILITIES_PATH, capabilitiesSchema } from '@/domain/neighbour/protocol';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Link } from './link';
import { offerKey } from './their-keys';

const WITHIN_MS = 10_000;
const MOST_BYTES = 64 * 1024;

/** Asks the other installation for its key. Nothing of it is trusted: two people compare the fingerprint first (NE-11). */
export async function fetchKey(
  link: Link,
): Promise<Result<{ readonly keyId: string }, 'AP-LATER' | 'AP-NONE'>> {
  if (link.url === null) return err('AP-NONE');
  try {
    const response = await fetch(link.url + CAPABILITIES_PATH, {
      redirect: 'manual',
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    const text = await response.text();
    const read = text.length > MOST_BYTES ? null : capabilitiesSchema.safeParse(JSON.parse(text));
    if (!read?.success || read.data.source !== link.other.source) return err('AP-NONE');
    const { source, key } = read.data;
    const keyId = await offerKey(link.db, { source, publicKey: key.publicKey }, link.now());
    return keyId === null ? err('AP-NONE') : ok({ keyId });
  } catch {
    return err('AP-LATER');
  }
}
