import { createDecipheriv, createECDH, createHmac, createPublicKey, randomBytes, verify } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { listenOnLoopback, sendJson } from '../../simulator-http';
import type { PushSubscription } from '../push-port';

/** What the simulated service does wrong from now on. */
export const PUSH_SERVICE_FAULTS = [
  'none',
  'busy', // 503
  'gone', // 410
  'hang-up', // takes the message and closes the connection without a word
  'refuse', // 403
] as const;
export type PushServiceFault = (typeof PUSH_SERVICE_FAULTS)[number];

export type PushedMessage = {
  readonly subscription: string;
  /** As the browser would read it. */
  readonly payload: string;
  readonly ttl: number;
  readonly urgency: string | null;
  readonly topic: string | null;
  /** Claims of the sender's token, whose signature was checked. */
  readonly vapid: { readonly aud: string; readonly exp: number; readonly sub: string };
};

export type SimulatedPush = {
  readonly url: string;
  /** A browser that subscribes; `applicationServerKey` is the key it will take messages from. */
  readonly subscribe: (applicationServerKey: string) => PushSubscription & { readonly id: string };
  readonly order: (fault: PushServiceFault) => void;
  /** Every message that came, also the same one again: a push service tells none apart. */
  readonly received: () => readonly PushedMessage[];
  /** Answers come so much later, ms. */
  readonly delay: (ms: number) => void;
  readonly stop: () => Promise<void>;
};

type Browser = {
  readonly ecdh: ReturnType<typeof createECDH>;
  readonly auth: Buffer;
  readonly serverKey: string;
};

/** A push service and its browsers over real HTTP: checks VAPID (RFC 8292), decrypts as the browser does (RFC 8291, 8188). */
export async function startSimulatedPush(options: { readonly port: number }): Promise<SimulatedPush> {
  const browsers = new Map<string, Browser>();
  const received: PushedMessage[] = [];
  let fault: PushServiceFault = 'none';
  let delayMs = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const id = /^\/push\/([\w-]+)$/.exec(request.url ?? '')?.[1] ?? '';
    const browser = browsers.get(id);
    if (request.method !== 'POST' || browser === undefined) return sendJson(response, 404, {});
    if (fault === 'busy') return sendJson(response, 503, {});
    if (fault === 'gone') return sendJson(response, 410, {});
    if (fault === 'refuse') return sendJson(response, 403, {});
    const vapid = readVapid(request.headers.authorization ?? '', browser.serverKey, server.url);
    if (vapid === null) return sendJson(response, 401, {});
    const { ttl, urgency, topic } = request.headers;
    if (ttl === undefined || request.headers['content-encoding'] !== 'aes128gcm')
      return sendJson(response, 400, {});
    received.push({
      subscription: id,
      payload: decrypt(Buffer.concat(chunks), browser),
      ttl: Number(ttl),
      urgency: urgency === undefined ? null : String(urgency),
      topic: topic === undefined ? null : String(topic),
      vapid,
    });
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    if (fault === 'hang-up') request.socket.destroy();
    else sendJson(response, 201, {});
  }

  const server = await listenOnLoopback(options.port, answer);
  return {
    url: server.url,
    subscribe: (applicationServerKey) => {
      const ecdh = createECDH('prime256v1');
      ecdh.generateKeys();
      const [id, auth] = [randomBytes(12).toString('base64url'), randomBytes(16)];
      browsers.set(id, { ecdh, auth, serverKey: applicationServerKey });
      return {
        id,
        endpoint: `${server.url}/push/${id}`,
        p256dh: ecdh.getPublicKey().toString('base64url'),
        auth: auth.toString('base64url'),
      };
    },
    order: (next) => {
      fault = next;
    },
    received: () => [...received],
    delay: (ms) => {
      delayMs = ms;
    },
    stop: server.stop,
  };
}

/** `vapid t=<JWT>, k=<key>`; null unless the key is the one subscribed with and the token is signed by it for us. */
function readVapid(header: string, serverKey: string, origin: string): PushedMessage['vapid'] | null {
  const found = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)$/.exec(header);
  if (found === null || found[4] !== serverKey) return null;
  const [, head = '', body = '', signature = ''] = found;
  const point = Buffer.from(serverKey, 'base64url');
  const key = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  });
  const signed = Buffer.from(`${head}.${body}`);
  const isSigned = verify(
    'sha256',
    signed,
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  const claims: PushedMessage['vapid'] = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
  const isNow = claims.exp * 1000 > Date.now() && claims.exp * 1000 < Date.now() + 24 * 3_600_000;
  return isSigned && isNow && claims.aud === origin ? claims : null;
}

const hkdf = (salt: Buffer, secret: Buffer, info: Buffer, length: number): Buffer => {
  const extracted = createHmac('sha256', salt).update(secret).digest();
  return createHmac('sha256', extracted)
    .update(Buffer.concat([info, Buffer.of(1)]))
    .digest()
    .subarray(0, length);
};

/** One record of RFC 8188 under the key of RFC 8291, section 3.4. */
function decrypt(body: Buffer, { ecdh, auth }: Browser): string {
  const [salt, idLength] = [body.subarray(0, 16), body[20] ?? 0];
  const sender = body.subarray(21, 21 + idLength);
  const sealed = body.subarray(21 + idLength);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), sender]);
  const secret = hkdf(auth, ecdh.computeSecret(sender), info, 32);
  const key = hkdf(salt, secret, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = hkdf(salt, secret, Buffer.from('Content-Encoding: nonce\0'), 12);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  // The last record ends with 0x02 and as many zeros as somebody likes.
  return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8');
}
