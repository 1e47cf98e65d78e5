import type { Lack } from './gate-session';

/** First thing the browser lacks, null when it has all. */
export async function whatLacks(): Promise<Lack | null> {
  if (!window.isSecureContext || crypto.subtle === undefined) return 'secure-context';
  if (typeof indexedDB === 'undefined') return 'storage';
  if (navigator.locks === undefined) return 'locks';
  return (await hasEd25519()) ? null : 'ed25519';
}

/** The device's own key is one: without it there is no enrolment. */
const hasEd25519 = (): Promise<boolean> =>
  crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify']).then(
    () => true,
    () => false,
  );
