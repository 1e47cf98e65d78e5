import { env } from '../env';
import { ed25519JwkSchema, makeEd25519, type SigningKey, signingKey } from './ed25519';
import { currentIssuer, type Issuer, readIssuers } from './issuer-keys';
import { type KeyFolder, openKeyFolder } from './key-files';
import { makeSealingKey, type SealingKey, sealingKey } from './sealing-key';
import { type HeldTrustList, readTrustList } from './trust-list';

/** Two, so that one can be lost; they sign nothing but lists of issuer keys. */
const ROOTS = ['root-1.json', 'root-2.json'] as const;
/** Another process may have made a key meanwhile. */
const REREAD_AFTER_SECONDS = 60;

export type KeyRing = {
  /** Both roots, first the one that signs. */
  readonly roots: readonly SigningKey[];
  /** Personal fields from tablets are sealed to it. */
  readonly sealing: SealingKey;
  /** Key that signs passes and revocation lists now. `now` in seconds, here and below. */
  readonly issuer: (now: number) => Promise<Issuer>;
  /** The list of issuer keys in force, signed by a root; made anew when keys changed or it grew old. */
  readonly trustList: (now: number) => Promise<HeldTrustList>;
};

export async function openKeyRing(dataDir: string): Promise<KeyRing> {
  const folder = await openKeyFolder(dataDir);
  const roots = await Promise.all(ROOTS.map((name) => readRoot(folder, name)));
  const [signer] = roots;
  const sealing = await sealingKey(
    (await folder.read('sealing.json')) ?? (await folder.create('sealing.json', await makeSealingKey())),
  );
  let read: { at: number; issuers: readonly Issuer[]; trust: HeldTrustList } | null = null;

  const current = async (now: number) => {
    if (read !== null && now >= read.at && now - read.at < REREAD_AFTER_SECONDS) return read;
    const issuers = await readIssuers(folder, now);
    if (signer === undefined) throw new Error('no root key');
    read = { at: now, issuers, trust: await readTrustList(folder, signer, issuers, now) };
    return read;
  };
  return {
    roots,
    sealing,
    issuer: async (now) => currentIssuer((await current(now)).issuers, now),
    trustList: async (now) => (await current(now)).trust,
  };
}

async function readRoot(folder: KeyFolder, name: string): Promise<SigningKey> {
  const kept = (await folder.read(name)) ?? (await folder.create(name, makeEd25519()));
  return signingKey(ed25519JwkSchema.parse(kept));
}

const held = globalThis as typeof globalThis & { gateKeyRing?: Promise<KeyRing> };

/** The ring of this installation, opened once for all of the server's bundles. */
export function keyRing(): Promise<KeyRing> {
  held.gateKeyRing ??= openKeyRing(env().DATA_DIR);
  return held.gateKeyRing;
}
