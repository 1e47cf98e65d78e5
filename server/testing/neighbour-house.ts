import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@/db/client';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { fingerprintOf } from '@/domain/neighbour/fingerprint';
import { toBase64url } from '@/domain/shared/base64url';
import { environmentOf } from '../env';
import { neighbourDoor } from '../http/neighbour-door';
import { sideOf } from '../neighbour/current-link';
import type { Link } from '../neighbour/link';
import { type OwnKeys, openOwnKeys } from '../neighbour/own-keys';
import { confirmKey, offerKey } from '../neighbour/their-keys';

export const VN = 'urn:border:vn:lang-son';
export const CN = 'urn:border:cn:guangxi';

/** One country's side over a database of its own: real HTTP on the loopback, keys of its own. */
export type NeighbourHouse = {
  readonly link: Link & { url: string };
  readonly url: string;
  readonly close: () => Promise<void>;
};

export async function neighbourHouse(
  db: Database,
  source: typeof VN | typeof CN,
  now: () => number,
): Promise<NeighbourHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'neighbour-keys-'));
  const held: { link: (Link & { url: string }) | null } = { link: null };
  const door = neighbourDoor({
    link: async () => {
      if (held.link === null) throw new Error('not open yet');
      return held.link;
    },
  });
  const server: Server = createServer((request, response) => void door(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const side = sideOf(
    environmentOf({
      PUBLIC_ORIGIN: url,
      NEIGHBOUR_SELF: source,
      NEIGHBOUR_OTHER: source === VN ? CN : VN,
    }),
  );
  held.link = { ...side, db, now, keys: await openOwnKeys(folder), url: 'http://127.0.0.1:1' };
  return {
    link: held.link,
    url,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A key that nobody knows. */
export async function strangerKeys(): Promise<OwnKeys> {
  const folder = await mkdtemp(join(tmpdir(), 'neighbour-keys-'));
  const keys = await openOwnKeys(folder);
  const key = await keys.current();
  await rm(folder, { recursive: true });
  return { ...keys, current: async () => key };
}

/** Each reaches the other at `urls`, and two people have compared the fingerprints. */
export async function introduce(a: NeighbourHouse, b: NeighbourHouse): Promise<void> {
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    one.link.url = other.url;
    const { publicKey } = await other.link.keys.current();
    const source = other.link.own.source;
    const now = one.link.now();
    const keyId = await offerKey(one.link.db, { source, publicKey: toBase64url(publicKey) }, now);
    const confirmed = await confirmKey(
      one.link.db,
      { source, keyId: keyId ?? '', fingerprint: fingerprintOf(publicKey), by: 'test' },
      now,
    );
    if (!confirmed.ok) throw new Error(confirmed.error);
  }
}

/** Two countries' installations that know each other, over databases of their own. */
export type NeighbourPair = {
  readonly vn: NeighbourHouse;
  readonly cn: NeighbourHouse;
  /** Of both. */
  readonly clock: { at: number };
  /** Of Việt Nam's and China's database, with the owner's rights. */
  readonly owners: { readonly vn: Database; readonly cn: Database };
  readonly close: () => Promise<void>;
};

const PAIR_AT = Date.UTC(2026, 10, 22, 2);

/** `house`: its database and clock are Việt Nam's; left out, both sides are empty. */
export async function neighbourPair(house?: {
  readonly database: TestDatabase;
  readonly clock: { at: number };
}): Promise<NeighbourPair> {
  const clock = house?.clock ?? { at: PAIR_AT };
  const now = () => clock.at;
  const [home, other] = await Promise.all([house?.database ?? testDatabase(), testDatabase()]);
  const vn = await neighbourHouse(home.app, VN, now);
  const cn = await neighbourHouse(other.app, CN, now);
  await introduce(vn, cn);
  return {
    vn,
    cn,
    clock,
    owners: { vn: home.owner, cn: other.owner },
    close: async () => {
      await vn.close();
      await cn.close();
      await other.close();
      if (house === undefined) await home.close();
    },
  };
}
