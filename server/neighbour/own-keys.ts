import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import * as z from 'zod';
import { keyIdSchema } from '@/domain/neighbour/content';
import { keyIdOf } from '@/domain/neighbour/fingerprint';
import { fromBase64url } from '@/domain/shared/base64url';
import { ed25519JwkSchema, makeEd25519, type SigningKey, signingKey } from '../keys/ed25519';
import { openKeyFolder } from '../keys/key-files';

const FILE = 'neighbour.json';
const DAYS_FILE = 'neighbour-days.json';
/** `next` waits until the other side has it. */
const keptSchema = z.object({
  current: ed25519JwkSchema,
  next: ed25519JwkSchema.nullable(),
  /** Public keys that we signed with before: what they signed stays signed. */
  past: z.array(z.string().length(43)).default([]),
});

/** Keys of days, apart from those that sign: of which keys of ours and theirs each was made (NE-22). */
const daysSchema = z.array(
  z.object({ day: z.iso.date(), ours: keyIdSchema, theirs: keyIdSchema, key: z.string().length(43) }),
);
export type DayKey = z.infer<typeof daysSchema>[number];

export type OwnKey = SigningKey & {
  readonly keyId: string;
  /** The secret that this key and the other side's agree on (X25519 of both keys' curve points, RFC 7748). */
  readonly agree: (publicKey: Uint8Array) => Uint8Array;
};
export type OwnKeys = {
  readonly current: () => Promise<OwnKey>;
  readonly next: () => Promise<OwnKey | null>;
  /** Public keys that we sign or signed with, by id. */
  readonly all: () => Promise<ReadonlyMap<string, Uint8Array>>;
  /** Makes the key that shall follow, unless one waits already. */
  readonly prepare: () => Promise<OwnKey>;
  /** The other side has the next key: from now on we sign with it. */
  readonly turn: (keyId: string) => Promise<void>;
  readonly days: () => Promise<readonly DayKey[]>;
  readonly keepDays: (days: readonly DayKey[]) => Promise<void>;
};

/** The key that we speak with across the border; it signs nothing else. Read at each use: other nodes turn it too. */
export async function openOwnKeys(dataDir: string): Promise<OwnKeys> {
  const folder = await openKeyFolder(dataDir);
  const kept = async () =>
    keptSchema.parse(
      (await folder.read(FILE)) ?? (await folder.create(FILE, { current: makeEd25519(), next: null })),
    );
  const own = (jwk: z.infer<typeof ed25519JwkSchema>): OwnKey => {
    const key = signingKey(jwk);
    const secret = ed25519.utils.toMontgomerySecret(fromBase64url(jwk.d) ?? new Uint8Array());
    return {
      ...key,
      keyId: keyIdOf(key.publicKey),
      agree: (publicKey) => x25519.getSharedSecret(secret, ed25519.utils.toMontgomery(publicKey)),
    };
  };
  return {
    current: async () => own((await kept()).current),
    next: async () => {
      const { next } = await kept();
      return next === null ? null : own(next);
    },
    all: async () => {
      const { current, past } = await kept();
      const keys = [current.x, ...past].flatMap((x) => fromBase64url(x) ?? []);
      return new Map(keys.map((key) => [keyIdOf(key), key]));
    },
    prepare: async () => {
      const { current, next, past } = await kept();
      const following = next ?? makeEd25519();
      if (next === null) await folder.replace(FILE, { current, next: following, past });
      return own(following);
    },
    turn: async (keyId) => {
      const { current, next, past } = await kept();
      if (next !== null && own(next).keyId === keyId)
        await folder.replace(FILE, { current: next, next: null, past: [...past, current.x] });
    },
    days: async () => daysSchema.parse((await folder.read(DAYS_FILE)) ?? []),
    keepDays: (days) => folder.replace(DAYS_FILE, days),
  };
}
