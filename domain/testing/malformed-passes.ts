import { encodeCbor } from '../pass/deterministic-cbor';
import { encodePayload, LABEL } from '../pass/payload';
import { TYPICAL_CLAIMS as claims } from './pass-arbitraries';
import type { TestKey } from './pass-keys';
import { bytesOf, payloadOf, payloadPairs, sealParts, textItem, tokenOf, withLabel } from './pass-surgery';
import type { PassVector } from './pass-vectors';

/** Everything that is no pass: foreign codes, damaged ones, and well-signed ones that break one rule of form each. */
export async function malformedPasses(key: TestKey, good: string): Promise<readonly PassVector[]> {
  const payload = encodePayload(claims);
  const pairs = payloadPairs(claims).map(([, pair]) => pair);
  const kidBytes = [...bytesOf(good).subarray(7, 11)];
  const signed = (parts: Parameters<typeof sealParts>[1]): Promise<string> => sealParts(key, parts);
  const labelled = (label: number, value: unknown): Promise<string> =>
    signed({ payload: withLabel(claims, label, value) });
  return [
    notAPass('prefix', 'empty text', ''),
    notAPass('prefix', 'version zero', `GP0${good.slice(3)}`),
    notAPass('prefix', 'prefix in small letters', `gp1${good.slice(3)}`),
    notAPass('prefix', 'blank before', ` ${good}`),
    notAPass(
      'prefix',
      'EU health certificate',
      'HC1:6BFOXN%TS3DH0YOJ58S S-W5HDC *M0II5XHC9B5G2+$N IOP-IA%NFQGRJPC%OQHIZC4',
    ),
    notAPass('prefix', 'web address', 'https://example.com/p#GP1:6BF'),
    notAPass('prefix', 'script', '<img src=x onerror=alert(1)>'),
    notAPass('prefix', 'JWT', 'eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiI1MUMxMjM0NSJ9.c2lnbmF0dXJl'),
    notAPass(
      'prefix',
      'VietQR payment',
      '00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN6304ABCD',
    ),
    notAPass('base45', 'small letters', good.toLowerCase().replace('gp1:', 'GP1:')),
    notAPass('base45', 'line feed after', `${good}\n`),
    notAPass('base45', 'group above 16 bits', 'GP1::::'),
    notAPass('size', 'oversized', `GP1:${'0'.repeat(769)}`),
    notAPass('cbor', 'nothing after the prefix', 'GP1:'),
    notAPass('cbor', 'truncated in the signature', tokenOf(bytesOf(good).subarray(0, -10))),
    notAPass('cbor', 'truncated in the payload', tokenOf(bytesOf(good).subarray(0, 60))),
    notAPass('cbor', 'one byte too many', tokenOf(Uint8Array.of(...bytesOf(good), 0))),
    notAPass('cbor', 'altered first byte', tokenOf(Uint8Array.of(0x85, ...bytesOf(good).subarray(1)))),
    notAPass(
      'cbor',
      'tagged COSE_Sign1',
      await signed({ payload, wrap: (items) => [0xd2, 0x84, ...items.flat()] }),
    ),
    notAPass(
      'cbor',
      'indefinite array',
      await signed({ payload, wrap: (items) => [0x9f, ...items.flat(), 0xff] }),
    ),
    notAPass(
      'cbor',
      'array length in long form',
      await signed({ payload, wrap: (items) => [0x98, 4, ...items.flat()] }),
    ),
    notAPass('cbor', 'indefinite payload map', await signed({ payload: [0xbf, ...pairs.flat(), 0xff] })),
    notAPass(
      'cbor',
      'duplicate label',
      await signed({ payload: payloadOf([...pairs.slice(0, 1), ...pairs]) }),
    ),
    notAPass('cbor', 'labels not sorted', await signed({ payload: payloadOf([...pairs].reverse()) })),
    notAPass('cbor', 'number in long form', await signed({ payload: longForm() })),
    notAPass(
      'cbor',
      'text that is not UTF-8',
      await signed({ payload: replacePair(LABEL.plate, [0x62, 0xc3, 0x28]) }),
    ),
    notAPass(
      'cbor',
      'text with a byte order mark',
      await signed({ payload: replacePair(LABEL.plate, textItem('\ufeff51C12345')) }),
    ),
    notAPass('cbor', 'deep nesting', tokenOf(new Uint8Array(512).fill(0x81))),
    notAPass(
      'structure',
      'three elements',
      await signed({ payload, wrap: (items) => [0x83, ...items.slice(0, 3).flat()] }),
    ),
    notAPass(
      'structure',
      'five elements',
      await signed({ payload, wrap: (items) => [0x85, ...items.flat(), 0xf6] }),
    ),
    notAPass(
      'structure',
      'something in the unprotected header',
      await signed({ payload, unprotected: [0xa1, 4, 0x41, 0] }),
    ),
    notAPass(
      'structure',
      'critical header',
      await signed({
        payload,
        protectedBytes: [0xa3, 1, 0x27, 2, 0x81, 3, 4, 0x44, ...kidBytes],
      }),
    ),
    notAPass(
      'structure',
      'another algorithm',
      await signed({ payload, protectedBytes: [0xa2, 1, 0x26, 4, 0x44, ...kidBytes] }),
    ),
    notAPass('structure', 'no key id', await signed({ payload, protectedBytes: [0xa1, 1, 0x27] })),
    notAPass(
      'structure',
      'short signature',
      await signed({
        payload,
        wrap: (items) => [0x84, ...items.slice(0, 3).flat(), 0x41, 0],
      }),
    ),
    notAPass('claims', 'payload is no map', await signed({ payload: [0x80] })),
    notAPass('claims', 'unknown critical label', await labelled(-99, 1)),
    notAPass('claims', 'unknown positive label', await labelled(6, 1)),
    notAPass('claims', 'skippable label with a nested value', await labelled(-256, [1])),
    notAPass('claims', 'no plate', await labelled(LABEL.plate, undefined)),
    notAPass('claims', 'plate of 65 bytes', await labelled(LABEL.plate, 'A'.repeat(65))),
    notAPass('claims', 'empty driver', await labelled(LABEL.driver, '')),
    notAPass('claims', 'driver not in NFC', await labelled(LABEL.driver, 'Đặng'.normalize('NFD'))),
    notAPass('claims', 'text that turns the direction', await labelled(LABEL.plate, '51C\u202e54321')),
    notAPass('claims', 'pass id of 15 bytes', await labelled(LABEL.passId, new Uint8Array(15))),
    notAPass('claims', 'reserved flag bit', await labelled(LABEL.flags, 64)),
    notAPass('claims', 'unknown goods class', await labelled(LABEL.goodsClass, 6)),
    notAPass('claims', 'gate number zero', await labelled(LABEL.gateNumber, 0)),
    notAPass('claims', 'revision as a float', await labelled(LABEL.revision, 1.5)),
    notAPass('claims', 'ends before it begins', await labelled(LABEL.notAfter, 1)),
    notAPass(
      'claims',
      'declaration number of 12 digits',
      await labelled(LABEL.customsDeclaration, 100_000_000_000),
    ),
  ];
}

const notAPass = (
  reason: Extract<PassVector['expect'], { kind: 'not-a-pass' }>['reason'],
  name: string,
  token: string,
): PassVector => ({
  name,
  token,
  expect: { kind: 'not-a-pass', reason },
  admission: { verdict: 'refuse', code: 'PS-NOT' },
});
function replacePair(label: number, value: readonly number[]): number[] {
  return payloadOf(
    payloadPairs(claims).map(([at, pair]) => (at === label ? [...encodeCbor(label), ...value] : pair)),
  );
}

/** Revision 0 as `18 00`. */
function longForm(): number[] {
  return replacePair(LABEL.revision, [0x18, 0]);
}
