import {
  type BareItem,
  type InnerList,
  type Item,
  parseDictionary,
  serializeInnerList,
  serializeItem,
} from 'structured-headers';

/** A request as it was addressed: `targetUri` absolute, field names in lower case. */
export type SignedRequest = {
  readonly method: string;
  readonly targetUri: string;
  readonly fields: Readonly<Record<string, string>>;
};
/** A response and the request that it answers (components with `;req`). */
export type SignedResponse = {
  readonly status: number;
  readonly fields: Readonly<Record<string, string>>;
  readonly request: SignedRequest;
};
export type SignedMessage = SignedRequest | SignedResponse;

/**
 * The text that is signed (RFC 9421, 2.5). Null where a component is named twice, is not in the message, or is of a kind that
 * we do not know: what cannot be rebuilt is never believed.
 */
export function signatureBase(message: SignedMessage, input: InnerList): string | null {
  const lines: string[] = [];
  const seen = new Set<string>();
  for (const item of input[0]) {
    const identifier = serializeItem(item);
    const value = seen.has(identifier) ? null : componentValue(message, item);
    if (value === null || /[\r\n]/.test(value) || !isAscii(value)) return null;
    seen.add(identifier);
    lines.push(`${identifier}: ${value}`);
  }
  lines.push(`"@signature-params": ${serializeInnerList(input)}`);
  return lines.join('\n');
}

const isAscii = (value: string) => /^[\t\x20-\x7e]*$/.test(value);

function componentValue(message: SignedMessage, [name, parameters]: Item): string | null {
  if (typeof name !== 'string') return null;
  const { req, key, ...others } = Object.fromEntries(parameters);
  if (Object.keys(others).length > 0 || (req !== undefined && req !== true)) return null;
  const isResponse = 'status' in message;
  if (req === true && !isResponse) return null;
  const of = isResponse && req === true ? message.request : message;
  if (name.startsWith('@')) return key === undefined ? derived(of, name) : null;
  if (name !== name.toLowerCase()) return null;
  const field = Object.hasOwn(of.fields, name) ? of.fields[name] : undefined;
  if (field === undefined) return null;
  return key === undefined ? field.trim() : member(field, key);
}

/** Derived components (RFC 9421, 2.2). */
function derived(message: SignedMessage, name: string): string | null {
  if ('status' in message) return name === '@status' ? String(message.status) : null;
  const url = new URL(message.targetUri);
  switch (name) {
    case '@method':
      return message.method;
    case '@target-uri':
      return message.targetUri;
    case '@authority':
      return url.host;
    case '@scheme':
      return url.protocol.slice(0, -1);
    case '@path':
      return url.pathname;
    case '@query':
      return url.search === '' ? '?' : url.search;
    default:
      return null;
  }
}

/** One member of a dictionary field, as it is written strictly (RFC 9421, 2.1.2). */
function member(field: string, key: BareItem): string | null {
  if (typeof key !== 'string') return null;
  const found = parseDictionary(field).get(key);
  if (found === undefined) return null;
  return Array.isArray(found[0]) ? serializeInnerList(found as InnerList) : serializeItem(found as Item);
}
