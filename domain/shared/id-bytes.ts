import { toHex } from './hex';
import type { Kid, PassId } from './identity';

/**
 * Identifiers out of the bytes of a pass: of the right length they are well-formed, and nothing else needs to be asked. So
 * the driver's page can draw a pass without the schemas (goal `pages`).
 */
const KID_BYTES = 4;
const PASS_ID_BYTES = 16;

export const kidOfBytes = (bytes: unknown): Kid | null =>
  bytes instanceof Uint8Array && bytes.length === KID_BYTES ? (toHex(bytes) as Kid) : null;

export const passIdOfBytes = (bytes: unknown): PassId | null =>
  bytes instanceof Uint8Array && bytes.length === PASS_ID_BYTES ? (toHex(bytes) as PassId) : null;
