import * as z from 'zod';
import type { IssuerKey } from '@/domain/pass/claims';
import { toBase64url } from '@/domain/shared/base64url';
import { gateIdSchema } from '@/domain/shared/identity';
import { type Ed25519Jwk, ed25519JwkSchema, makeEd25519, type SigningKey, signingKey } from './ed25519';
import type { KeyFolder } from './key-files';

const DAY = 86_400;
/** docs/protocols/pass.md "Keys": an issuer key lives 90 days and is published at least 14 days before it is used. */
export const ISSUER_LIFE_SECONDS = 90 * DAY;
export const PUBLISHED_AHEAD_SECONDS = 14 * DAY;
/** The next key is made this long before the present one ends: the publication and a week in which both may sign. */
const SUCCESSOR_AHEAD_SECONDS = PUBLISHED_AHEAD_SECONDS + 7 * DAY;
/** A pass is shown for weeks after it was signed: validity follows the queue (rule 8). */
const VERIFIED_AFTER_SECONDS = 90 * DAY;
/** The very first key has nobody to be published to; tablets' clocks may be behind. */
const FIRST_KEY_SLACK_SECONDS = 3600;

const issuerFileSchema = z.object({
  jwk: ed25519JwkSchema,
  gates: z.union([z.literal('all'), z.array(gateIdSchema)]),
  signFrom: z.int(),
  signTo: z.int(),
  verifyUntil: z.int(),
  status: z.enum(['active', 'withdrawn']),
});
type IssuerFile = z.infer<typeof issuerFileSchema>;

export type Issuer = { readonly key: SigningKey; readonly entry: IssuerKey };

/** The keys on file, a new one made where the present one is missing or about to end. `now` in seconds. */
export async function readIssuers(folder: KeyFolder, now: number): Promise<readonly Issuer[]> {
  const issuers = await listIssuers(folder);
  const signFrom = nextSignFrom(issuers, now);
  if (signFrom === null) return issuers;
  // Named by its first day: two processes that see the need at once make one key between them.
  const file: IssuerFile = {
    jwk: makeEd25519(),
    gates: 'all',
    signFrom,
    signTo: signFrom + ISSUER_LIFE_SECONDS,
    verifyUntil: signFrom + ISSUER_LIFE_SECONDS + VERIFIED_AFTER_SECONDS,
    status: 'active',
  };
  await folder.create(`issuer-${Math.floor(signFrom / DAY)}.json`, file);
  return listIssuers(folder);
}

async function listIssuers(folder: KeyFolder): Promise<readonly Issuer[]> {
  const names = (await folder.list()).filter((name) => name.startsWith('issuer-'));
  const files = await Promise.all(names.map(async (name) => issuerFileSchema.parse(await folder.read(name))));
  return files.map(issuerOf).sort((a, b) => a.entry.signFrom - b.entry.signFrom);
}

function issuerOf({ jwk, ...rest }: IssuerFile & { jwk: Ed25519Jwk }): Issuer {
  const key = signingKey(jwk);
  return { key, entry: { kid: key.kid, alg: 'EdDSA', pub: toBase64url(key.publicKey), ...rest } };
}

function nextSignFrom(issuers: readonly Issuer[], now: number): number | null {
  const last = issuers.findLast((issuer) => issuer.entry.status === 'active');
  if (last === undefined || last.entry.signTo < now) return now - FIRST_KEY_SLACK_SECONDS;
  if (last.entry.signTo - now > SUCCESSOR_AHEAD_SECONDS) return null;
  return Math.min(now + PUBLISHED_AHEAD_SECONDS, last.entry.signTo);
}

/** The newest key that may sign now. */
export function currentIssuer(issuers: readonly Issuer[], now: number): Issuer {
  const usable = issuers.filter(
    ({ entry }) => entry.status === 'active' && entry.signFrom <= now && now <= entry.signTo,
  );
  const newest = usable.at(-1);
  if (newest === undefined) throw new Error('no issuer key may sign now');
  return newest;
}
