import { fromBase64url, toBase64url } from '../shared/base64url';

/**
 * IM-9: the key of a firm's own system, as its people paste it: `bgk_` and base64url of the firm's id, the key's id and
 * 32 random bytes. The ids say which row to look at; the secret alone lets in. The prefix is what scanners of leaked
 * secrets look for.
 */
const PREFIX = 'bgk_';
const ID_BYTES = 16;
const SECRET_BYTES = 32;

export type KeyParts = { readonly firmId: string; readonly keyId: string; readonly secret: Uint8Array };

const uuidBytes = (id: string): Uint8Array =>
  Uint8Array.from({ length: ID_BYTES }, (_, at) =>
    Number.parseInt(id.replaceAll('-', '').slice(at * 2, at * 2 + 2), 16),
  );

function uuidText(bytes: Uint8Array): string {
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export const writeKey = ({ firmId, keyId, secret }: KeyParts): string =>
  PREFIX + toBase64url(Uint8Array.from([...uuidBytes(firmId), ...uuidBytes(keyId), ...secret]));

/** Null for anything that is not the text of a key; whether it is a good one is another question. */
export function readKey(text: string): KeyParts | null {
  if (!text.startsWith(PREFIX)) return null;
  const bytes = fromBase64url(text.slice(PREFIX.length));
  if (bytes === null || bytes.length !== ID_BYTES * 2 + SECRET_BYTES) return null;
  return {
    firmId: uuidText(bytes.subarray(0, ID_BYTES)),
    keyId: uuidText(bytes.subarray(ID_BYTES, ID_BYTES * 2)),
    secret: bytes.slice(ID_BYTES * 2),
  };
}
