import type { IssuerKey, TrustList } from '@/domain/pass/claims';
import { sealTrustList } from '@/domain/pass/signed-document';
import { toBase64url } from '@/domain/shared/base64url';
import type { DeviceId } from '@/domain/shared/identity';
import type { SignedDocument } from '@/domain/sync/protocol';
import { issuerKey, TEST_NOW, type TestKey, testKey } from '@/domain/testing/pass-keys';
import type { KeyRing } from '@/server/keys/key-ring';
import { makeSealingKey, sealingKey } from '@/server/keys/sealing-key';

/** Keys of a simulated province: a root, issuer keys that rotate, and one that no list ever knew. */
export type SimulatedKeys = {
  readonly ring: KeyRing;
  readonly issuer: () => TestKey;
  /** The issuer key before the last rotation; the first one until then. */
  readonly older: () => TestKey;
  readonly stranger: TestKey;
  /** A new issuer key signs from now on; with `withdraw`, the old one is worth nothing any more. */
  readonly rotate: (withdraw: boolean) => Promise<void>;
  /** The trust list as it was before the last change of it. */
  readonly olderTrust: () => SignedDocument;
};

const ROOT = testKey(1);
export const SIMULATED_ROOTS: readonly string[] = [toBase64url(ROOT.publicKey)];
const STRANGER = testKey(3);
const FIRST_ISSUER = 10;
/** Issuer keys live as long as the simulated time can run. */
const LONG_SECONDS = 20 * 365 * 86_400;

/** Seed of a device key; the number of a device is the last part of its id. */
export const deviceKeyOf = (device: DeviceId): TestKey =>
  testKey(100 + Number.parseInt(device.slice(-12), 16));

let sealing: ReturnType<typeof sealingKey> | null = null;

export async function simulatedKeys(): Promise<SimulatedKeys> {
  const keys: TestKey[] = [testKey(FIRST_ISSUER)];
  const withdrawn = new Set<TestKey>();
  let version = 0;
  let documents: { readonly list: TrustList; readonly document: SignedDocument }[] = [];
  const entry = (key: TestKey): IssuerKey =>
    issuerKey(key, {
      signTo: TEST_NOW + LONG_SECONDS,
      verifyUntil: TEST_NOW + LONG_SECONDS,
      status: withdrawn.has(key) ? 'withdrawn' : 'active',
    });
  const publish = async () => {
    version += 1;
    const list: TrustList = {
      version,
      issuedAt: TEST_NOW - 3600 + version,
      expires: TEST_NOW + LONG_SECONDS,
      keys: keys.map(entry),
    };
    documents = [...documents, { list, document: await sealTrustList(list, ROOT.kid, ROOT.sign) }];
  };
  await publish();
  sealing ??= makeSealingKey().then(sealingKey);
  const newest = <T>(list: readonly T[], back: number): T => {
    const found = list.at(-1 - back) ?? list[0];
    if (found === undefined) throw new Error('no key');
    return found;
  };
  return {
    stranger: STRANGER,
    issuer: () => newest(keys, 0),
    older: () => newest(keys, 1),
    olderTrust: () => newest(documents, 1).document,
    rotate: async (withdraw) => {
      if (withdraw) withdrawn.add(newest(keys, 0));
      keys.push(testKey(FIRST_ISSUER + (keys.length % 80)));
      await publish();
    },
    ring: {
      roots: [ROOT],
      sealing: await sealing,
      issuer: async () => ({ key: newest(keys, 0), entry: entry(newest(keys, 0)) }),
      trustList: async () => newest(documents, 0),
    },
  };
}
