import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { encode } from 'cborg';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest();

const PRESENT = 0x01;
const VERIFIED = 0x04;
const HAS_KEY = 0x40;

/** A device with one passkey in software, after WebAuthn level 2; whatever it may do wrong is an option. */
export function softAuthenticator({ origin, rpId }: { readonly origin: string; readonly rpId: string }) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = publicKey.export({ format: 'jwk' });
  const id = randomBytes(16);
  let counter = 0;

  const clientData = (type: string, challenge: string, from: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }));
  const authData = (flags: number, rest: Uint8Array = new Uint8Array()) => {
    counter += 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count, rest]);
  };

  return {
    /** Answer to `navigator.credentials.create()`. */
    make(challenge: string) {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      // COSE EC2 key: kty 2, alg ES256, crv P-256, x, y (RFC 9053).
      const key = encode(
        new Map<number, number | Uint8Array>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, Buffer.from(jwk.x ?? '', 'base64url')],
          [-3, Buffer.from(jwk.y ?? '', 'base64url')],
        ]),
      );
      const data = authData(
        PRESENT | VERIFIED | HAS_KEY,
        Buffer.concat([Buffer.alloc(16), length, id, Buffer.from(key)]),
      );
      return {
        id: text(id),
        rawId: text(id),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: text(clientData('webauthn.create', challenge, origin)),
          attestationObject: text(encode({ fmt: 'none', attStmt: {}, authData: data })),
          transports: ['internal'],
        },
      };
    },
    /** Answer to `navigator.credentials.get()`. */
    sign(challenge: string, over: { readonly origin?: string; readonly isVerified?: boolean } = {}) {
      const data = authData(PRESENT | ((over.isVerified ?? true) ? VERIFIED : 0));
      const client = clientData('webauthn.get', challenge, over.origin ?? origin);
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey);
      return {
        id: text(id),
        rawId: text(id),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: text(client),
          authenticatorData: text(data),
          signature: text(signature),
        },
      };
    },
  };
}
