import { v7 } from 'uuid';
import { pinFault } from '@/domain/device/shift-rules';
import { deviceIdSchema } from '@/domain/shared/identity';
import { type Stage, stageSchema } from '@/domain/shared/vocabulary';
import { type EnrolResponse, enrolResponseSchema, PROTOCOL_VERSION } from '@/domain/sync/protocol';
import type { EnrolForm, EnrolOutcome } from '../react/gate-session';
import type { StoredEnrolment } from '../store/rows';
import type { Store } from '../store/store';
import { post } from '../sync/fetch-transport';
import { readReply } from '../sync/read-reply';
import type { Failure } from '../sync/transport';
import { createDeviceKey } from './device-key';
import { beginRoster, makePin } from './roster';
import { noFailures } from './unlock-guard';
import { type OpenVault, PASSPHRASE_MIN_LENGTH, type RandomBytes } from './vault';

export type Enrolled = {
  readonly kind: 'enrolled';
  readonly enrolment: StoredEnrolment;
  readonly officer: EnrolResponse['officer'];
  readonly vault: OpenVault;
  /** The officer's in the roster. */
  readonly key: string;
};

export type DoorPorts = {
  readonly store: Store;
  /** Empty in browsers. */
  readonly origin: string;
  /** Carries the officer's session: browsers by themselves, headless tablets by a cookie header. */
  readonly fetch: typeof fetch;
  readonly random: RandomBytes;
  readonly wall: () => number;
  /** Facts that rest in memory alone: with another device their chain is gone (OF-17). */
  readonly memoryOnly?: () => number;
  readonly iterations?: number;
};

/** What an earlier device has not brought to the centre yet, wherever it rests (OF-18). */
export const countWaiting = async ({ store, memoryOnly }: DoorPorts): Promise<number> =>
  (await store.standing()).unsynced + (await store.photosWaiting()) + (memoryOnly?.() ?? 0);

/** A checkpoint that is named as a stage is one: scans are judged for its step. */
export const laneOf = (checkpoint: string): { readonly direction: 'both'; readonly post: Stage | null } => ({
  direction: 'both',
  post: stageSchema.safeParse(checkpoint).data ?? null,
});

export const isTooShort = (passphrase: string): boolean =>
  [...passphrase.normalize('NFKC')].length < PASSPHRASE_MIN_LENGTH;

/**
 * Makes a device of this tablet: a new key and id told to the centre by a signed-in officer, a vault under the shift
 * passphrase. Nothing is stored before the centre agreed; what an earlier device has not sent stays first (OF-18).
 */
export async function enrolTablet(
  form: EnrolForm,
  ports: DoorPorts,
): Promise<Enrolled | Exclude<EnrolOutcome, { kind: 'enrolled' }>> {
  const { store, random } = ports;
  const { pin = null } = form;
  if (isTooShort(form.passphrase)) return { kind: 'passphrase-too-short' };
  if (pin !== null && pinFault(pin) !== null) return { kind: 'pin-unfit' };
  const unsynced = await countWaiting(ports);
  if (unsynced > 0) return { kind: 'unsynced', count: unsynced };

  const key = await createDeviceKey();
  const device = deviceIdSchema.parse(v7({ msecs: ports.wall(), random: random(16) }));
  const { name, gateId, checkpoint, agency } = form;
  const request = {
    protocol: PROTOCOL_VERSION,
    device,
    name,
    gateId,
    checkpoint,
    agency,
    publicKey: key.publicKey,
  };
  const headers = { 'content-type': 'application/json' };
  const raw = await post(
    ports.fetch,
    `${ports.origin}/api/sync/enrol`,
    JSON.stringify(request),
    headers,
    'same-origin',
  );
  if (raw.kind === 'failed') return outcomeOf(raw.failure);
  if (raw.value.status === 403) return { kind: 'not-allowed' };
  const reply = readReply(raw.value, enrolResponseSchema);
  if (reply.kind === 'failed') return outcomeOf(reply.failure);

  const { officer, roots, sealingKey, serverTime } = reply.value;
  const secret = {
    ...officer,
    signedInAt: serverTime,
    pin: pin === null ? null : await makePin(pin, random),
  };
  const {
    roster,
    vault,
    key: officerKey,
  } = await beginRoster(secret, form.passphrase, random, ports.iterations);
  const enrolment = { device, gateId, checkpoint, agency, deviceName: name, roots, sealingKey };
  // The centre took its time: what was recorded meanwhile may rest in memory alone.
  const kept = ports.memoryOnly?.() ?? 0;
  if (kept > 0) return { kind: 'unsynced', count: kept };
  const result = await store.enrol({
    enrolment,
    roster,
    guard: noFailures,
    deviceKey: key.privateKey,
    lane: laneOf(checkpoint),
  });
  if (result === 'unsynced') return { kind: 'unsynced', count: await countWaiting(ports) };
  return { kind: 'enrolled', enrolment, officer, vault, key: officerKey };
}

export function outcomeOf(failure: Failure): {
  readonly kind: 'needs-sign-in' | 'needs-update' | 'not-allowed' | 'offline';
} {
  switch (failure.kind) {
    case 'needs-sign-in':
    case 'needs-update':
      return { kind: failure.kind };
    case 'device-revoked':
    case 'refused':
      return { kind: 'not-allowed' };
    case 'unreachable':
    case 'not-the-centre':
    case 'busy':
      return { kind: 'offline' };
  }
}
