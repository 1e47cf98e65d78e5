import { v7 } from 'uuid';
import { readEnrolmentCode } from '@/domain/device/enrolment-code';
import { deviceIdSchema } from '@/domain/shared/identity';
import { type CodeRefusal, codeEnrolResponseSchema, codeRefusalSchema } from '@/domain/sync/door';
import { PROTOCOL_VERSION } from '@/domain/sync/protocol';
import type { CodeEnrolOutcome } from '../react/gate-session';
import { post } from '../sync/fetch-transport';
import { readReply } from '../sync/read-reply';
import { createDeviceKey } from './device-key';
import { countWaiting, type DoorPorts, laneOf, outcomeOf } from './enrol-tablet';
import { noFailures } from './unlock-guard';

function refusalOf(text: string): CodeRefusal | null {
  try {
    return codeRefusalSchema.safeParse(JSON.parse(text)).data?.error ?? null;
  } catch {
    return null;
  }
}

/**
 * Makes a device of this tablet with a supervisor's code in place of a session (DV-5). The key is made here and stays
 * here. Nobody is known on it yet: an officer signs in next. A second try after a lost answer comes with the same
 * device and key, or its own first try would have used the code up.
 */
export function codeEnrolment(ports: DoorPorts): (text: string) => Promise<CodeEnrolOutcome> {
  const { store, random } = ports;
  let drawn: Promise<{
    readonly device: string;
    readonly key: Awaited<ReturnType<typeof createDeviceKey>>;
  }> | null = null;
  const draw = async () => ({
    device: v7({ msecs: ports.wall(), random: random(16) }),
    key: await createDeviceKey(),
  });

  return async (text) => {
    const code = readEnrolmentCode(text);
    if (code === null) return { kind: 'not-a-code' };
    const unsynced = await countWaiting(ports);
    if (unsynced > 0) return { kind: 'unsynced', count: unsynced };
    drawn ??= draw();
    const { device, key } = await drawn;
    const request = { protocol: PROTOCOL_VERSION, device, ...code, publicKey: key.publicKey };
    const headers = { 'content-type': 'application/json' };
    const url = `${ports.origin}/api/sync/enrol-by-code`;
    const raw = await post(ports.fetch, url, JSON.stringify(request), headers, 'omit');
    if (raw.kind === 'failed')
      return outcomeOf(raw.failure).kind === 'needs-update' ? { kind: 'needs-update' } : { kind: 'offline' };
    const refusal = raw.value.status === 200 ? null : refusalOf(raw.value.text);
    if (refusal !== null) return { kind: refusal };
    const reply = readReply(raw.value, codeEnrolResponseSchema);
    if (reply.kind === 'failed') {
      const { kind } = outcomeOf(reply.failure);
      return { kind: kind === 'needs-sign-in' ? 'not-allowed' : kind };
    }
    const { gateId, checkpoint, agency, name, roots, sealingKey } = reply.value;
    const result = await store.enrol({
      enrolment: {
        device: deviceIdSchema.parse(device),
        gateId,
        checkpoint,
        agency,
        deviceName: name,
        roots,
        sealingKey,
      },
      guard: noFailures,
      deviceKey: key.privateKey,
      lane: laneOf(checkpoint),
    });
    if (result === 'unsynced') return { kind: 'unsynced', count: await countWaiting(ports) };
    drawn = null;
    return { kind: 'enrolled' };
  };
}
