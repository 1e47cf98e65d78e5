import * as z from 'zod';
import { signInResponseSchema } from '@/domain/sync/door';
import { PROTOCOL_VERSION, SIGNATURE_HEADER } from '@/domain/sync/protocol';
import type { StoredEnrolment } from '../store/rows';
import { post, type SignAsDevice, signedBytes } from '../sync/fetch-transport';
import { readReply } from '../sync/read-reply';
import { outcomeOf } from './enrol-tablet';

export type SignedIn =
  | {
      readonly kind: 'signed-in';
      readonly officer: { readonly id: string; readonly name: string };
      readonly at: number;
    }
  | {
      readonly kind:
        | 'wrong-password'
        | 'too-many-tries'
        | 'offline'
        | 'not-of-this-tablet'
        | 'device-revoked'
        | 'needs-update'
        /** The password is one that was read out: first an own one is chosen, in a browser (AC-13). */
        | 'password-first';
    };

export type AskSignIn = (
  enrolment: StoredEnrolment,
  who: { readonly email: string; readonly password: string },
) => Promise<SignedIn>;

/** What the sign-in says of the password. */
const mustChangeSchema = z.object({ user: z.object({ mustChangePassword: z.literal(true) }) });
function mustChange(text: string): boolean {
  try {
    return mustChangeSchema.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

const JSON_HEADERS = { 'content-type': 'application/json' };

/**
 * Who somebody is, asked of the centre once per shift (DV-1). The browser's session lives for as long as the question:
 * the next person at this tablet must not find it open.
 */
export function askSignIn(ports: {
  readonly origin: string;
  readonly fetch: typeof fetch;
  readonly sign: SignAsDevice;
}): AskSignIn {
  const { origin } = ports;
  const send = (path: string, body: string, headers: Record<string, string> = JSON_HEADERS) =>
    post(ports.fetch, origin + path, body, headers, 'same-origin');

  async function whoIsIt({ device, gateId }: StoredEnrolment): Promise<SignedIn> {
    const body = JSON.stringify({ protocol: PROTOCOL_VERSION, device, gateId });
    const path = '/api/sync/sign-in';
    const signature = await ports.sign(signedBytes('POST', path, body));
    const raw = await send(path, body, { ...JSON_HEADERS, [SIGNATURE_HEADER]: signature });
    if (raw.kind === 'failed') return { kind: 'offline' };
    const reply = readReply(raw.value, signInResponseSchema);
    if (reply.kind === 'answer')
      return reply.value.kind === 'signed-in'
        ? { kind: 'signed-in', officer: reply.value.officer, at: reply.value.serverTime }
        : { kind: 'not-of-this-tablet' };
    if (reply.failure.kind === 'device-revoked') return { kind: 'device-revoked' };
    const { kind } = outcomeOf(reply.failure);
    return { kind: kind === 'needs-update' || kind === 'offline' ? kind : 'not-of-this-tablet' };
  }

  return async (enrolment, { email, password }) => {
    const raw = await send('/api/auth/sign-in/email', JSON.stringify({ email, password }));
    if (raw.kind === 'failed') return { kind: 'offline' };
    const { status } = raw.value;
    if (status === 429) return { kind: 'too-many-tries' };
    if (status >= 500) return { kind: 'offline' };
    if (status !== 200) return { kind: 'wrong-password' };
    const said: SignedIn = mustChange(raw.value.text) ? { kind: 'password-first' } : await whoIsIt(enrolment);
    await send('/api/auth/sign-out', '{}');
    return said;
  };
}
