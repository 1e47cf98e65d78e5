import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { type InnerList, parseDictionary } from 'structured-headers';
import { describe, expect, test } from 'vitest';
import { contentDigest, digestHolds } from './content-digest';
import { type SignedRequest, signatureBase } from './signature-base';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('NE published vectors', () => {
  /** RFC 9421, B.1.4. */
  const publicKey = createPublicKey(
    '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=\n-----END PUBLIC KEY-----\n',
  );
  const privateKey = createPrivateKey(
    '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n-----END PRIVATE KEY-----\n',
  );
  /** RFC 9421, B.2. */
  const request: SignedRequest = {
    method: 'POST',
    targetUri: 'https://example.com/foo?param=Value&Pet=dog',
    fields: {
      date: 'Tue, 20 Apr 2021 02:07:55 GMT',
      'content-type': 'application/json',
      'content-digest':
        'sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:',
      'content-length': '18',
    },
  };
  /** RFC 9421, B.2.6. */
  const input =
    'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"';
  const base = `"date": Tue, 20 Apr 2021 02:07:55 GMT
"@method": POST
"@path": /foo
"@authority": example.com
"content-type": application/json
"content-length": 18
"@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"`;
  const signature =
    'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==';
  const parsed = parseDictionary(input).get('sig-b26') as InnerList;

  test('NE-10 RFC 9421 B.2.6: the base is the published one, and its Ed25519 signature too', () => {
    expect(signatureBase(request, parsed)).toBe(base);
    expect(verify(null, bytes(base), publicKey, Buffer.from(signature, 'base64'))).toBe(true);
    expect(sign(null, bytes(base), privateKey).toString('base64')).toBe(signature);
    const altered = { ...request, method: 'PUT' };
    expect(
      verify(null, bytes(signatureBase(altered, parsed) ?? ''), publicKey, Buffer.from(signature, 'base64')),
    ).toBe(false);
  });

  test.each([
    // RFC 9421, 2.2.1 to 2.2.7
    ['@method', 'POST', 'https://www.example.com/path?param=value', 'POST'],
    [
      '@target-uri',
      'POST',
      'https://www.example.com/path?param=value',
      'https://www.example.com/path?param=value',
    ],
    ['@authority', 'POST', 'https://www.example.com/path?param=value', 'www.example.com'],
    ['@scheme', 'POST', 'https://www.example.com/path?param=value', 'https'],
    ['@path', 'GET', 'https://www.example.com/path?param=value', '/path'],
    [
      '@query',
      'POST',
      'https://www.example.com/path?param=value&foo=bar&baz=bat%2Dman',
      '?param=value&foo=bar&baz=bat%2Dman',
    ],
    ['@query', 'POST', 'https://www.example.com/path', '?'],
  ])('NE-10 RFC 9421 2.2: %s of a request', (name, method, targetUri, value) => {
    expect(signatureBase({ method, targetUri, fields: {} }, [[[name, new Map()]], new Map()])).toBe(
      `"${name}": ${value}\n"@signature-params": ("${name}")`,
    );
  });

  test.each([
    // RFC 9530, appendix B and 2; RFC 9421, B.2
    ['sha-256', '{"hello": "world"}\n', 'RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg='],
    ['sha-256', '{"hello": "world"}', 'X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE='],
    [
      'sha-512',
      '{"hello": "world"}',
      'WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==',
    ],
  ] as const)('NE-10 RFC 9530: %s of %j', (algorithm, content, digest) => {
    expect(contentDigest(bytes(content), algorithm)).toBe(`${algorithm}=:${digest}:`);
    expect(digestHolds(`${algorithm}=:${digest}:`, bytes(content))).toBe(true);
    expect(digestHolds(`${algorithm}=:${digest}:`, bytes(`${content} `))).toBe(false);
    expect(digestHolds(`md5=:AAAA:, ${algorithm}=:${digest}:`, bytes(content))).toBe(true);
  });

  test('NE-10 no digest that we know, a digest without its colons, a doubled component: nothing is believed', () => {
    expect(digestHolds('md5=:AAAA:', bytes(''))).toBe(false);
    expect(digestHolds('sha-256=RK', bytes(''))).toBe(false);
    expect(digestHolds('', bytes(''))).toBe(false);
    const twice: InnerList = [
      [
        ['@method', new Map()],
        ['@method', new Map()],
      ],
      new Map(),
    ];
    expect(signatureBase(request, twice)).toBeNull();
    expect(signatureBase(request, [[['x-absent', new Map()]], new Map()])).toBeNull();
    expect(signatureBase(request, [[['@query-param', new Map([['name', 'Pet']])]], new Map()])).toBeNull();
    expect(signatureBase(request, [[['date', new Map([['bs', true]])]], new Map()])).toBeNull();
  });
});
