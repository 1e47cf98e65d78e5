import type { MetaValues, Roster } from './rows';

type Stored = { readonly [K in 'roster' | 'vault' | 'officer']: MetaValues[K] | null };

/** Null when nobody is known. A tablet of before has one officer, under the passphrase it had. */
export function rosterOf({ roster, vault, officer }: Stored): Roster | null {
  if (roster !== null) return roster.officers.length === 0 ? null : roster;
  if (vault === null || officer === null) return null;
  const { salt, iterations, wrapped } = vault;
  return { salt, iterations, officers: [{ key: 'first', sealed: officer, wrapped, passkey: null }] };
}
