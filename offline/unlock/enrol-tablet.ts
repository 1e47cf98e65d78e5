import { v7 } from 'uuid';
import { deviceIdSchema } from '@/domain/shared/identity';
import { stageSchema } from '@/domain/shared/vocabulary';
import { type EnrolResponse, enrolResponseSchema, PROTOCOL_VERSION } from '@/domain/sync/protocol';
import type { EnrolForm, EnrolOutcome } from '../react/gate-session';
import type { StoredEnrolment } from '../store/rows';
import type { Store } from '../store/store';
import { post } from '../sync/fetch-transport';
import { readReply } from '../sync/read-reply';
import type { Failure } from '../sync/transport';
import { createDeviceKey } from './device-key';
import { noFailures } from './unlock-guard';
import { createVault, PASSPHRASE_MIN_LENGTH, PBKDF2_ITERATIONS, type RandomBytes, type Vault } from './vault';

export type Enrolled = {
  readonly kind: 'enrolled';
  readonly enrolment: StoredEnrolment;
  readonly officer: EnrolResponse['officer'];
  readonly vault: Vault;
};

/**
 * Makes a device of this tablet: a new key and id told to the centre by a signed-in officer, a vault under the shift
 * passphrase. Nothing is stored before the centre agreed; what an earlier device has not sent stays first (OF-18).
 */
export async function enrolTablet(
  form: EnrolForm,
  ports: {
    readonly store: Store;
    /** Empty in browsers. */
    readonly origin: string;
    /** Carries the officer's session: browsers by themselves, headless tablets by a cookie header. */
    readonly fetch: typeof fetch;
    readonly random: RandomBytes;
    readonly wall: () => number;
    readonly iterations?: number;
  },
): Promise<Enrolled | Exclude<EnrolOutcome, { kind: 'enrolled' }>> {
  const { store, random } = ports;
  if ([...form.passphrase.normalize('NFKC')].length < PASSPHRASE_MIN_LENGTH)
    return { kind: 'passphrase-too-short' };
  const unsynced = (await store.standing()).unsynced + (await store.photosWaiting());
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

  const { officer, roots, sealingKey } = reply.value;
  const { record, vault } = await createVault(form.passphrase, random, ports.iterations ?? PBKDF2_ITERATIONS);
  const enrolment = { device, gateId, checkpoint, agency, deviceName: name, roots, sealingKey };
  const result = await store.enrol({
    enrolment,
    vault: record,
    guard: noFailures,
    officer: await vault.seal(officer),
    deviceKey: key.privateKey,
    lane: { direction: 'both', post: stageSchema.safeParse(checkpoint).data ?? null },
  });
  if (result === 'unsynced') return { kind: 'unsynced', count: (await store.standing()).unsynced };
  return { kind: 'enrolled', enrolment, officer, vault };
}

function outcomeOf(failure: Failure): Exclude<EnrolOutcome, { kind: 'enrolled' }> {
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
