import type { GateEvent } from '@/domain/sync/event';
import { verifyWithNode } from '@/domain/testing/pass-keys';
import { memoryStore } from '../store/memory-store';
import { failed } from '../sync/transport';
import { createTablet } from '../tablet';
import type { SignedIn } from '../unlock/ask-sign-in';
import type { Passkeys } from '../unlock/passkey';
import type { SignInForm } from '../unlock/shift-doors';
import { createShiftKeeper, type ShiftKeeper } from '../unlock/shift-keeper';
import type { RandomBytes } from '../unlock/vault';
import { SAMPLE_NOW } from './sample-passes';
import { deviceNo, enrolSample } from './samples';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
const FEW = 10;
const random: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));

/** Whom the centre knows, by what they type. */
const PEOPLE: Readonly<Record<string, string>> = { hoa: 'Lý Thị Hoa', mai: 'Lò Thị Mai', son: 'Chu Văn Sơn' };
export const PASSPHRASES: Readonly<Record<string, string>> = {
  hoa: 'ca của Hoa 1',
  mai: 'ca của Mai 2',
  son: 'ca của Sơn 3',
};
export const PINS: Readonly<Record<string, string>> = { hoa: '2580', mai: '1470', son: '3690' };

export const formOf = (who: string, over: Partial<SignInForm> = {}): SignInForm => ({
  email: who,
  password: 'x',
  passphrase: PASSPHRASES[who] ?? '',
  pin: PINS[who] ?? null,
  anew: false,
  ...over,
});
export const keyOf = (keeper: ShiftKeeper, who: string) =>
  keeper.officers().find(({ name }) => name === PEOPLE[who])?.key ?? '';
export const scan = (keeper: ShiftKeeper) => keeper.tablet()?.scan('no pass', 'trigger');

/** A device whose authenticator holds one secret per credential, as PRF does. */
export function fakePasskeys(): Passkeys {
  const secrets = new Map<string, CryptoKey>();
  return {
    isAvailable: async () => true,
    create: async () => {
      const credentialId = random(8);
      const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
        'encrypt',
        'decrypt',
      ]);
      secrets.set(credentialId.join(), key);
      return { row: { credentialId, salt: random(8) }, key };
    },
    get: async (rows) => {
      const row = rows.at(-1);
      const key = row === undefined ? undefined : secrets.get(row.credentialId.join());
      return row === undefined || key === undefined ? null : { row, key };
    },
  };
}

export type SimulatedPost = Awaited<ReturnType<typeof simulatedPost>>;

/** An enrolled tablet that nobody has signed in on yet; its clock, its passkeys and the centre are in the test's hand. */
export async function simulatedPost() {
  const store = memoryStore();
  await enrolSample(store, deviceNo(1));
  await store.forget('pulled-and-keys');
  const written = async (): Promise<readonly GateEvent[]> => (await store.outbox(200)).events;

  const post = {
    store,
    now: SAMPLE_NOW,
    centre: 'up' as 'up' | 'down',
    passkeys: fakePasskeys(),
    /** Another start of the app on the same disk: what was in memory is gone. */
    start: (): ShiftKeeper => {
      const clock = { wall: () => post.now, mono: () => post.now - SAMPLE_NOW, boot: 'b' };
      return createShiftKeeper({
        store,
        clock,
        random,
        passkeys: post.passkeys,
        iterations: FEW,
        onChange: () => undefined,
        askSignIn: async (_, { email }): Promise<SignedIn> => {
          const name = PEOPLE[email];
          if (post.centre === 'down') return { kind: 'offline' };
          if (name === undefined) return { kind: 'wrong-password' };
          await store.write({ lastExchangeAt: post.now });
          return { kind: 'signed-in', officer: { id: `id-${email}`, name }, at: post.now };
        },
        makeTablet: async (enrolment, vault, officer) =>
          createTablet({
            store,
            enrolment,
            vault,
            generation: await store.read('generation'),
            officer,
            shift: 'none',
            transport: {
              push: async () => failed({ kind: 'unreachable' }),
              pull: async () => failed({ kind: 'unreachable' }),
            },
            clock,
            random,
            verify: verifyWithNode,
          }),
      });
    },
    written,
    lastOf: async (type: GateEvent['type']) => (await written()).findLast((event) => event.type === type),
    pass: (ms: number) => {
      post.now += ms;
    },
    /** The centre answered just now, with nothing new. */
    hear: () => store.write({ lastExchangeAt: post.now }),
  };
  return post;
}
