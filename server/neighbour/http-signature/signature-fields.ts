import {
  type InnerList,
  type Item,
  parseDictionary,
  serializeDictionary,
  serializeInnerList,
} from 'structured-headers';
import type { Result } from '@/domain/shared/result';
import { err, ok } from '@/domain/shared/result';
import { type SignedMessage, signatureBase } from './signature-base';

/** The one label that we write; of what others write each is read by its tag. */
export const LABEL = 'sig';
/** Says of a signature that it was made for this protocol and no other. */
export const TAG = 'border-v1';
/** Longest time from `created` to `expires`, and how far `created` may lie from our clock, seconds. */
export const WINDOW_SECONDS = 300;

export const REQUEST_COMPONENTS = ['@method', '@target-uri'] as const;
export const BODY_COMPONENTS = ['content-type', 'content-digest'] as const;

export type SignatureParameters = {
  readonly created: number;
  readonly expires: number;
  readonly nonce: string;
  readonly keyId: string;
};
export type ReadSignature = SignatureParameters & {
  readonly base: Uint8Array;
  readonly signature: Uint8Array;
  readonly covered: ReadonlySet<string>;
};

const item = (name: string, parameters: Record<string, boolean | string> = {}): Item => [
  name,
  new Map(Object.entries(parameters)),
];
export type Component = string | readonly [string, Record<string, boolean | string>];

/** Whether a message has this component; what a stranger sent may be unreadable. */
export function isComponentOf(message: SignedMessage, component: Component): boolean {
  try {
    return signatureBase(message, [[itemOf(component)], new Map()]) !== null;
  } catch {
    return false;
  }
}

const itemOf = (component: Component): Item =>
  typeof component === 'string' ? item(component) : item(...component);

/** The two fields of a signature over `components` of a message (RFC 9421, 4). */
export async function signatureFields(
  message: SignedMessage,
  components: readonly Component[],
  { created, expires, nonce, keyId }: SignatureParameters,
  sign: (message: Uint8Array) => Promise<Uint8Array>,
): Promise<{ readonly 'signature-input': string; readonly signature: string }> {
  const input: InnerList = [
    components.map(itemOf),
    new Map<string, string | number>([
      ['created', created],
      ['expires', expires],
      ['nonce', nonce],
      ['keyid', keyId],
      ['alg', 'ed25519'],
      ['tag', TAG],
    ]),
  ];
  const base = signatureBase(message, input);
  if (base === null) throw new Error('a component to be signed is not in the message');
  const signature = await sign(new TextEncoder().encode(base));
  return {
    'signature-input': `${LABEL}=${serializeInnerList(input)}`,
    signature: serializeDictionary({ [LABEL]: Uint8Array.from(signature) }),
  };
}

/** Longest that the two fields may be; more is nobody's. */
const MOST_CHARACTERS = 4_096;

/**
 * The signature that a message bears for this protocol, with the text it must be over. `unsigned`: it has none; `malformed`:
 * it has one that cannot be read. Nothing of it is verified yet.
 */
export function readSignature(message: SignedMessage): Result<ReadSignature, 'unsigned' | 'malformed'> {
  const { 'signature-input': inputs, signature: signatures } = message.fields;
  if (inputs === undefined || signatures === undefined) return err('unsigned');
  if (inputs.length > MOST_CHARACTERS || signatures.length > MOST_CHARACTERS) return err('malformed');
  try {
    const found = [...parseDictionary(inputs)].filter(([, [, parameters]]) => parameters.get('tag') === TAG);
    const [[label, input] = [], other] = found;
    if (label === undefined || input === undefined) return err('unsigned');
    if (other !== undefined || !isInnerList(input)) return err('malformed');
    const parameters = readParameters(input[1]);
    const [signature] = parseDictionary(signatures).get(label) ?? [];
    const base = signatureBase(message, input);
    if (parameters === null || base === null || !(signature instanceof ArrayBuffer)) return err('malformed');
    return ok({
      ...parameters,
      base: new TextEncoder().encode(base),
      signature: new Uint8Array(signature),
      covered: new Set(input[0].map(([name, { size }]) => (size === 0 ? String(name) : `${name};`))),
    });
  } catch {
    return err('malformed');
  }
}

const isInnerList = (value: Item | InnerList): value is InnerList => Array.isArray(value[0]);

function readParameters(parameters: InnerList[1]): SignatureParameters | null {
  const [created, expires] = [parameters.get('created'), parameters.get('expires')];
  const [nonce, keyId, alg] = [parameters.get('nonce'), parameters.get('keyid'), parameters.get('alg')];
  if (typeof created !== 'number' || typeof expires !== 'number') return null;
  if (!Number.isInteger(created) || !Number.isInteger(expires)) return null;
  if (typeof nonce !== 'string' || !/^[A-Za-z0-9_-]{16,64}$/.test(nonce)) return null;
  if (typeof keyId !== 'string' || !/^[0-9a-f]{16}$/.test(keyId)) return null;
  return alg === undefined || alg === 'ed25519' ? { created, expires, nonce, keyId } : null;
}
