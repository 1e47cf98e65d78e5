import { hasEd25519 } from '../unlock/device-key';
import type { Lack } from './gate-session';

/** First thing the browser lacks, null when it has all. */
export async function whatLacks(): Promise<Lack | null> {
  if (!window.isSecureContext || crypto.subtle === undefined) return 'secure-context';
  if (typeof indexedDB === 'undefined') return 'storage';
  if (navigator.locks === undefined) return 'locks';
  return (await hasEd25519()) ? null : 'ed25519';
}
