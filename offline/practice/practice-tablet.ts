import { v7 } from 'uuid';
import { gateById } from '@/domain/gate/gates';
import { processFor, STANDARD_PROCESSES } from '@/domain/process/standard-processes';
import { toBase64url } from '@/domain/shared/base64url';
import { deviceIdSchema, type GateId } from '@/domain/shared/identity';
import type { Agency } from '@/domain/shared/vocabulary';
import { memoryStore } from '../store/memory-store';
import type { Clock } from '../sync/clock';
import { createTablet, type Tablet } from '../tablet';
import { type RandomBytes, vaultOf } from '../unlock/vault';
import { practiceCentre } from './practice-centre';
import { makePracticePasses, type PracticePass } from './practice-passes';

export type Practice = { readonly tablet: Tablet; readonly passes: readonly PracticePass[] };

/**
 * The same tablet over a store in memory, invented vehicles under keys of the moment, and a centre that is a value
 * (OF-40). Nothing of the real tablet is handed in: not its store, not its keys, not its line.
 */
export async function createPractice(ports: {
  readonly gateId: GateId;
  readonly agency: Agency;
  readonly checkpoint: string;
  readonly officer: { readonly id: string; readonly name: string };
  readonly clock: Clock;
  readonly random: RandomBytes;
}): Promise<Practice> {
  const { gateId, agency, checkpoint, officer, clock, random } = ports;
  const gate = gateById(gateId);
  const process = processFor(STANDARD_PROCESSES, gateId, 'export', 'loaded');
  if (gate === null || process === null) throw new Error(`no such gate: ${gateId}`);
  const step =
    process.steps.find((each) => each.agencies.includes(agency) && each.usesPass) ?? process.steps[0];
  if (step === undefined) throw new Error('a process without steps');

  const lists = await makePracticePasses({ gateId, gateNumber: gate.number, now: clock.wall(), random });
  const newDevice = () => deviceIdSchema.parse(v7({ msecs: clock.wall(), random: random(16) }));
  const store = memoryStore();
  const vault = await vaultOf(random(32), random);
  const keys = await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify']);
  if (!('privateKey' in keys)) throw new Error('Ed25519 gave no key pair');
  const sealing = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, [
    'deriveBits',
  ]);
  const enrolment = {
    device: newDevice(),
    gateId,
    checkpoint,
    agency,
    deviceName: 'practice',
    roots: [lists.root],
    sealingKey: await rawKey(sealing.publicKey),
  };
  await store.enrol({
    enrolment,
    vault: { salt: random(16), iterations: 1, wrapped: random(60) },
    guard: { failures: 0, waitUntil: 0 },
    officer: await vault.seal(officer),
    deviceKey: keys.privateKey,
  });
  const transport = practiceCentre({
    gateId,
    process,
    agency,
    step: step.id,
    lists,
    device: newDevice(),
    now: clock.wall,
    random,
  });
  const tablet = createTablet({
    store,
    enrolment,
    vault,
    officer,
    shift: 'practice',
    transport,
    clock,
    random,
    lane: { direction: 'export', post: step.stage },
  });
  const report = await tablet.exchange();
  if (report.kind !== 'done') throw new Error(`practice could not begin: ${report.kind}`);
  return { tablet, passes: lists.passes };
}

const rawKey = async (key: CryptoKey): Promise<string> =>
  toBase64url(new Uint8Array(await crypto.subtle.exportKey('raw', key)));
