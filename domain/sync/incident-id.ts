import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { IncidentKind } from './incident';

/** Half a SHA-256 over the kind and what caused it, one per line: whoever finds it first gives it the same id (IN-0). */
export const incidentId = (kind: IncidentKind, ...cause: readonly (string | number)[]): string =>
  bytesToHex(sha256(utf8ToBytes([kind, ...cause].join('\n')))).slice(0, 32);
