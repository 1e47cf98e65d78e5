import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { chanceOf } from '@/domain/flow/simulation/chance';
import { signInAs } from '../play/play-day';
import { type SignIn, signInLines } from '../start/announce';
import { startPlay } from '../start/play-process';
import { type Stack, startStack } from '../start/stack';
import type { Teardown } from '../start/teardown';
import { CN, VN } from './child';
import { faultyProxy } from './faulty-proxy';

/**
 * Both countries' installations whole, with their screens and in real time, and between them a line on which a fifth of the
 * messages meets a fault. Việt Nam's day of the demonstration is played; the other side is a person's to play.
 */
export async function openScreens(options: {
  readonly folder: string;
  readonly seed: number;
  readonly tell: (line: string) => void;
  /** Gets whatever is to be stopped, as soon as it has started. */
  readonly teardown: Teardown;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { folder, tell, teardown, signal } = options;
  const proxy = await faultyProxy(2, chanceOf(options.seed).next);
  teardown.add('line', proxy.stop);
  const [vnDoor = '', cnDoor = ''] = proxy.doors;
  const open = async (
    hostname: 'localhost' | '127.0.0.1',
    self: string,
    other: string,
    doors: { readonly own: string; readonly other: string },
  ) => {
    signal.throwIfAborted();
    const dataDir = join(folder, hostname);
    await mkdir(dataDir, { mode: 0o711 });
    const stack = await startStack({
      demo: true,
      dataDir,
      hostname,
      environment: {
        NEIGHBOUR_SELF: self,
        NEIGHBOUR_OTHER: other,
        NEIGHBOUR_ORIGIN: doors.own,
        NEIGHBOUR_URL: doors.other,
      },
    });
    teardown.add(self, stack.stop);
    return stack;
  };
  tell('Việt Nam …');
  const vn = await open('localhost', VN, CN, { own: vnDoor, other: cnDoor });
  tell('China …');
  const cn = await open('127.0.0.1', CN, VN, { own: cnDoor, other: vnDoor });
  proxy.lead(0, portOf(vn));
  proxy.lead(1, portOf(cn));
  signal.throwIfAborted();
  const [ours, theirs] = [await managerOf(vn), await managerOf(cn)];
  await trust(ours, await theirs.key());
  await trust(theirs, await ours.key());
  proxy.trouble = 0.2;
  const play = await startPlay({
    root: process.cwd(),
    origin: vn.origin,
    dataDir: vn.dataDir,
    authorityFile: null,
  });
  teardown.add('play', play.stop);
  for (const [name, { origin, signIns }] of [
    ['Việt Nam', vn],
    ['China', cn],
  ] as const)
    tell(
      [
        '',
        name,
        `  ${origin}/control#HN/neighbour   both sides, agreements, sheets`,
        `  ${origin}/neighbour#HN           the bulletin for the other side, no account`,
        ...signInLines(signIns.filter(isOfTheRoom)),
      ].join('\n'),
    );
}

const portOf = ({ origin }: Stack): number => Number(new URL(origin).port);
const isOfTheRoom = ({ role, gateId }: SignIn): boolean =>
  (role === 'manager' && gateId === null) || (role === 'supervisor' && gateId === 'HN');

type Manager = {
  /** What this person reads out on the telephone. */
  readonly key: () => Promise<string>;
  readonly ask: (procedure: string, input: object) => Promise<unknown>;
};

const answerSchema = z.object({ result: z.object({ data: z.unknown() }) });

/** The province's manager of an installation, through its own interface. */
async function managerOf({ origin, signIns }: Stack): Promise<Manager> {
  const manager = signIns.find(({ role, gateId }) => role === 'manager' && gateId === null);
  if (manager === undefined) throw new Error('The demonstration has no manager of the province.');
  const cookie = await signInAs(origin, manager);
  const ask = async (procedure: string, input: object) => {
    const response = await fetch(`${origin}/api/trpc/${procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin, cookie },
      body: JSON.stringify(input),
    });
    if (!response.ok) throw new Error(`${procedure} answered ${response.status}`);
    return answerSchema.parse(await response.json()).result.data;
  };
  const linkSchema = z.object({ own: z.object({ fingerprint: z.string() }) });
  return {
    ask,
    key: async () => linkSchema.parse(await ask('neighbour.link', { gateId: 'HN' })).own.fingerprint,
  };
}

/** What two people do on the telephone: one reads the fingerprint out, the other types it. */
async function trust({ ask }: Manager, fingerprint: string): Promise<void> {
  const { keyId } = z.object({ keyId: z.string() }).parse(await ask('neighbour.fetchKey', { gateId: null }));
  await ask('neighbour.confirmKey', { gateId: null, keyId, fingerprint });
}
