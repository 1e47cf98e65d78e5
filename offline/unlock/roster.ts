import * as z from 'zod';
import { fromBase64url, toBase64url } from '@/domain/shared/base64url';
import type { OfficerRow, Roster } from '../store/rows';
import type { Store } from '../store/store';
import { rosterOf } from '../store/stored-roster';
import {
  createVault,
  type OpenVault,
  openVault,
  PBKDF2_ITERATIONS,
  passphraseKey,
  type RandomBytes,
  type Vault,
} from './vault';

/** What lies sealed of an officer. Tablets of before knew id and name alone: no PIN, sign-in not dated. */
const officerSecretSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Centre's clock, ms: the last online sign-in (DV-1). */
  signedInAt: z.int().nullable().default(null),
  /** Salt and PBKDF2 of the PIN, base64url. Readable only while the data key is: it re-opens, it never opens (OF-28). */
  pin: z.object({ salt: z.string(), hash: z.string() }).nullable().default(null),
});
export type OfficerSecret = z.infer<typeof officerSecretSchema>;
export type KnownOfficer = OfficerSecret & { readonly key: string; readonly hasPasskey: boolean };

const SALT_BYTES = 16;
const KEY_BYTES = 9;
/** A PIN falls to whoever holds the data key anyway: this only keeps it from standing in memory as it was typed. */
const PIN_ITERATIONS = 50_000;

const emptyRoster = (random: RandomBytes, iterations = PBKDF2_ITERATIONS): Roster => ({
  salt: random(SALT_BYTES),
  iterations,
  officers: [],
});

export async function readRoster(store: Store): Promise<Roster | null> {
  const [roster, vault, officer] = [
    await store.read('roster'),
    await store.read('vault'),
    await store.read('officer'),
  ];
  return rosterOf({ roster, vault, officer });
}

export type Opened = { readonly vault: OpenVault; readonly key: string };

/** Whose passphrase it is; null when it is nobody's. */
export async function openByPassphrase(
  roster: Roster,
  passphrase: string,
  random: RandomBytes,
): Promise<Opened | null> {
  const under = await passphraseKey(passphrase, roster);
  for (const { key, wrapped } of roster.officers) {
    const vault = await openVault(wrapped, under, random);
    if (vault !== null) return { vault, key };
  }
  return null;
}

export const openOfficers = (roster: Roster, vault: Vault): Promise<readonly KnownOfficer[]> =>
  Promise.all(
    roster.officers.map(async ({ key, sealed, passkey }) => ({
      ...officerSecretSchema.parse(await vault.open(sealed)),
      key,
      hasPasskey: passkey !== null,
    })),
  );

/** The first officer of a tablet, under a new data key. */
export async function beginRoster(
  officer: OfficerSecret,
  passphrase: string,
  random: RandomBytes,
  iterations?: number,
): Promise<Opened & { readonly roster: Roster }> {
  const vault = await createVault(random);
  const { roster, key } = await withOfficer(
    emptyRoster(random, iterations),
    vault,
    officer,
    passphrase,
    random,
  );
  return { roster, vault, key };
}

/** The roster with this person in it; who was known already gets the new passphrase. */
export async function withOfficer(
  roster: Roster,
  vault: OpenVault,
  officer: OfficerSecret,
  passphrase: string,
  random: RandomBytes,
): Promise<{ readonly roster: Roster; readonly key: string }> {
  const known = (await openOfficers(roster, vault)).find(({ id }) => id === officer.id);
  const key = known?.key ?? toBase64url(random(KEY_BYTES));
  const row: OfficerRow = {
    key,
    sealed: await vault.seal(officer),
    wrapped: await vault.wrap(await passphraseKey(passphrase, roster)),
    passkey: roster.officers.find((each) => each.key === key)?.passkey ?? null,
  };
  return {
    roster: { ...roster, officers: [...roster.officers.filter((each) => each.key !== key), row] },
    key,
  };
}

/** One officer's row changed; the others untouched. */
export const withRow = (roster: Roster, key: string, change: Partial<OfficerRow>): Roster => ({
  ...roster,
  officers: roster.officers.map((row) => (row.key === key ? { ...row, ...change } : row)),
});

/**
 * OF-29: takes these off the tablet; with the last one everything goes that names a vehicle or a person, and every key.
 * Returns whether anybody is left.
 */
export async function strikeOff(store: Store, keys: readonly string[]): Promise<boolean> {
  const roster = await readRoster(store);
  const officers = (roster?.officers ?? []).filter(({ key }) => !keys.includes(key));
  if (roster === null || officers.length === 0) {
    await store.forget('pulled-and-keys');
    return false;
  }
  await store.write({ roster: { ...roster, officers } });
  return true;
}

async function pinHash(pin: string, salt: Uint8Array<ArrayBuffer>): Promise<string> {
  const raw = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: PIN_ITERATIONS };
  return toBase64url(new Uint8Array(await crypto.subtle.deriveBits(how, raw, 256)));
}

export async function makePin(pin: string, random: RandomBytes): Promise<OfficerSecret['pin']> {
  const salt = random(SALT_BYTES);
  return { salt: toBase64url(salt), hash: await pinHash(pin, salt) };
}

export async function isPin(secret: OfficerSecret, pin: string): Promise<boolean> {
  const salt = secret.pin === null ? null : fromBase64url(secret.pin.salt);
  return (
    secret.pin !== null && salt !== null && (await pinHash(pin, new Uint8Array(salt))) === secret.pin.hash
  );
}
