import type { CrossingId, DeviceId, EventId, PassId, StepId } from '@/domain/shared/identity';
import {
  crossingIdSchema,
  deviceIdSchema,
  eventIdSchema,
  gateIdSchema,
  passIdSchema,
  stepIdSchema,
} from '@/domain/shared/identity';
import type { Stamp } from '@/domain/sync/chain';
import type { EventDraft, GateEvent } from '@/domain/sync/event';
import type { PassRow, StoredEnrolment } from '../store/rows';
import type { Store, Writing } from '../store/store';

/** Small, readable facts for tests; numbers stand for identities. */
const uuid = (kind: string, n: number) => `018f0000-0000-7000-${kind}-${n.toString(16).padStart(12, '0')}`;

export const gateHN = gateIdSchema.parse('HN');
export const deviceNo = (n: number): DeviceId => deviceIdSchema.parse(uuid('8001', n));
export const crossingNo = (n: number): CrossingId => crossingIdSchema.parse(uuid('8002', n));
export const eventNo = (n: number): EventId => eventIdSchema.parse(uuid('8003', n));
export const passNo = (n: number): PassId => passIdSchema.parse(n.toString(16).padStart(32, '0'));
export const stepNamed = (id: string): StepId => stepIdSchema.parse(id);

export const enrolmentOf = (device: DeviceId): StoredEnrolment => ({
  device,
  gateId: gateHN,
  checkpoint: 'Barrier 1',
  agency: 'border-guard',
  deviceName: 'Tablet 1',
  roots: [],
  // The generator of P-256: a point like any key's, whose secret is 1.
  sealingKey: 'BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU',
});

const bytes = (length: number) => new Uint8Array(length).fill(7);

/** A device key is only carried through the store here; simulated tablets do not sign. */
export async function enrolSample(store: Store, device: DeviceId, deviceKey?: CryptoKey) {
  const key = deviceKey ?? (await crypto.subtle.importKey('raw', bytes(32), 'AES-GCM', false, ['encrypt']));
  return store.enrol({
    enrolment: enrolmentOf(device),
    vault: { salt: bytes(16), iterations: 1, wrapped: bytes(60) },
    guard: { failures: 0, waitUntil: 0 },
    officer: bytes(40),
    deviceKey: key,
    lane: { direction: 'both', post: null },
  });
}

const blank = {
  gateId: gateHN,
  actor: null,
  agency: 'border-guard',
  shift: null,
  crossingId: null,
  passId: null,
  step: null,
  direction: null,
  verdict: null,
  lists: null,
  sealed: null,
} as const;
const nothing = { ...blank, codes: [] as string[] };

export const scanDraft = (pass: PassId, crossing: CrossingId | null = null): EventDraft => ({
  ...nothing,
  type: 'pass.scanned',
  passId: pass,
  crossingId: crossing,
  direction: 'export',
  verdict: 'proceed',
  codes: ['AD-OK'],
  body: { revision: 1, source: 'camera', confirmation: 'local' },
});
export const stepDraft = (pass: PassId, crossing: CrossingId | null, step: StepId): EventDraft => ({
  ...nothing,
  type: 'step.confirmed',
  passId: pass,
  crossingId: crossing,
  step,
  body: { note: null },
});
export const undoDraft = (pass: PassId, event: EventId): EventDraft => ({
  ...nothing,
  type: 'event.undone',
  passId: pass,
  body: { event, reason: null },
});

export const stampNo = (n: number, wall = 1_790_000_000_000 + n * 1000): Stamp => ({
  id: eventNo(n),
  wall,
  mono: n,
  boot: 'boot',
  offset: null,
});

let stamps = 1;
/** Writes one event with a stamp nobody else has. */
export async function writeOne(store: Store, draft: EventDraft, wall?: number): Promise<GateEvent> {
  const entry = { draft, stamp: stampNo(stamps++, wall) };
  const [event] = await store.append({ entries: [entry], seen: null });
  if (event === undefined) throw new Error('append gave no event');
  return event;
}
export const writingOf = (...drafts: readonly EventDraft[]): Writing => ({
  entries: drafts.map((draft) => ({ draft, stamp: stampNo(stamps++) })),
  seen: null,
});

export const passRow = (pass: PassId, crossing: CrossingId | null, ...keys: readonly string[]): PassRow => ({
  passId: pass,
  crossingId: crossing,
  isDead: false,
  keys,
  sealed: bytes(20),
});
