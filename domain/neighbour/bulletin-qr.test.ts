import * as fc from 'fast-check';
import { create } from 'qrcode';
import { describe, expect, test } from 'vitest';
import { decodeBase45, encodeBase45 } from '../pass/base45';
import { toBase64url } from '../shared/base64url';
import { BULLETIN_NOW, bulletinOf, eventsArbitrary } from '../testing/arbitrary-bulletin';
import { testKey, verifyWithNode } from '../testing/pass-keys';
import { missingOf, verifyBulletin } from './bulletin';
import {
  BYTES_PER_CODE,
  gatherParts,
  isBulletinText,
  MOST_CODES,
  openBulletinCodes,
  paperOf,
  qrTexts,
} from './bulletin-qr';

const key = testKey(3);
const verified = async (texts: readonly string[]): Promise<string> => {
  const opened = openBulletinCodes(texts);
  if (!opened.ok) return opened.error;
  const checked = await verifyBulletin(opened.value, {
    isTrusted: (known) => toBase64url(known) === toBase64url(key.publicKey),
    verify: verifyWithNode,
    now: BULLETIN_NOW,
  });
  return checked.ok ? 'taken' : checked.error;
};

describe('BU the bulletin on paper', () => {
  test('BU-3 its codes in any order give what paper had room for, signature and all', () =>
    fc.assert(
      fc.asyncProperty(eventsArbitrary, async (events) => {
        const bulletin = await bulletinOf(events, key);
        const texts = qrTexts(bulletin);
        expect(texts.length).toBeLessThanOrEqual(MOST_CODES);
        expect(openBulletinCodes(texts.toReversed())).toEqual({ ok: true, value: paperOf(bulletin) });
        expect(await verified(texts)).toBe('taken');
        const lists = events.filter(({ type }) => type === 'border.manifest.v1').length;
        expect(missingOf(paperOf(bulletin))).toBeGreaterThanOrEqual(lists);
        expect(texts.every(isBulletinText)).toBe(true);
      }),
      { numRuns: 60 },
    ));

  test('BU-3 a full code is version 20 at level M: 97 modules', async () => {
    const full = `NB1:0123ABCD:1/6:${encodeBase45(new Uint8Array(BYTES_PER_CODE).fill(255))}.`;
    const { version, modules } = create(full, { errorCorrectionLevel: 'M' });
    expect([version, modules.size]).toEqual([20, 97]);
  });

  test('BU-3 codes are gathered one by one; a code of another sheet begins anew', async () => {
    const [one = [], two = []] = fc.sample(
      eventsArbitrary.filter(({ length }) => length > 8),
      {
        numRuns: 2,
        seed: 12,
      },
    );
    const first = qrTexts(await bulletinOf(one, key));
    const second = qrTexts(await bulletinOf(two, key));
    expect(Math.min(first.length, second.length)).toBeGreaterThan(1);
    expect(gatherParts([])).toEqual({ kind: 'none' });
    expect(gatherParts(['GP1:ABC'])).toEqual({ kind: 'none' });
    expect(gatherParts(first.slice(0, 1))).toMatchObject({ kind: 'more', have: [1], of: first.length });
    expect(gatherParts([...first.slice(0, 1), ...second.slice(0, 1)])).toMatchObject({
      have: [1],
      of: second.length,
    });
    expect(gatherParts([...second.slice(0, 1), ...first]).kind).toBe('whole');
  });

  test('BU-2 hostile codes, short form: no exception, none taken that was not made', async () => {
    const samples = fc.sample(eventsArbitrary, { numRuns: 12, seed: 20_261_127 });
    const genuine = await Promise.all(samples.map(async (events) => qrTexts(await bulletinOf(events, key))));
    const outcomes = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...genuine),
        fc.nat(),
        fc.constantFrom('text', 'bytes', 'cut', 'version', 'mixed', 'noise'),
        fc.nat({ max: 255 }),
        async (texts, at, how, byte) => {
          const [text = ''] = texts;
          const mangled = {
            text: () => `${text.slice(0, at % text.length)}Q${text.slice((at % text.length) + 1)}`,
            bytes: () => {
              const [head = '', body = ''] = [text.slice(0, 17), text.slice(17, -1)];
              const bytes = decodeBase45(body) ?? new Uint8Array(1);
              bytes[at % bytes.length] = byte;
              return `${head}${encodeBase45(bytes)}.`;
            },
            cut: () => text.slice(0, at % text.length),
            version: () => text.replace('NB1', 'NB2'),
            mixed: () => text.replace(/^NB1:./, 'NB1:0'),
            noise: () => `NB1:${byte}${'A'.repeat(at % 3000)}`,
          }[how]();
          if (texts.includes(mangled)) return;
          const outcome = await verified([mangled, ...texts.slice(1)]);
          outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
          expect(outcome).not.toBe('taken');
        },
      ),
      { numRuns: 2_000, seed: 20_261_127 },
    );
    expect([...outcomes.keys()].sort()).toEqual(expect.arrayContaining(['newer', 'tampered', 'unreadable']));
  });
});
