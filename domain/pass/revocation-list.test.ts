import * as fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { GateId } from '../shared/identity';
import { passIdArbitrary } from '../testing/pass-arbitraries';
import { HUU_NGHI, TEST_NOW } from '../testing/pass-keys';
import {
  applyRevocationDelta,
  makeRevocationList,
  revocationChecksum,
  revocationDelta,
} from './revocation-list';

/** Shared cores: slow is not wrong. */
vi.setConfig({ testTimeout: 60_000 });

const ids = fc.uniqueArray(passIdArbitrary, { maxLength: 30 });
const list = (version: number, passIds: Parameters<typeof makeRevocationList>[3]) =>
  makeRevocationList(HUU_NGHI, version, TEST_NOW + version, passIds);

test('PS-16 the checksum of no ids is SHA-256 of nothing', () => {
  expect(revocationChecksum([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

test('PS-16 checksum and list do not depend on order or repetition', () => {
  fc.assert(
    fc.property(ids, (passIds) => {
      const made = list(1, passIds);
      expect(list(1, [...passIds].reverse().concat(passIds))).toEqual(made);
      expect(made.checksum).toBe(revocationChecksum([...passIds].reverse()));
      expect(made.count).toBe(passIds.length);
    }),
  );
});

test('PS-17 a chain of deltas gives the same as the last snapshot', () => {
  fc.assert(
    fc.property(fc.array(ids, { minLength: 1, maxLength: 6 }), (versions) => {
      const lists = versions.map((passIds, at) => list(at + 1, passIds));
      let known = list(0, []);
      for (const next of lists) {
        const applied = applyRevocationDelta(known, revocationDelta(known, next));
        expect(applied).toEqual({ ok: true, value: next });
        if (applied.ok) known = applied.value;
      }
    }),
  );
});

test('PS-17 a delta of another gate, of another base, or going back changes nothing', () => {
  const known = list(2, []);
  const delta = revocationDelta(known, list(3, []));
  expect(applyRevocationDelta(known, { ...delta, gateId: 'TT' as GateId })).toEqual({
    ok: false,
    error: 'other-gate',
  });
  expect(applyRevocationDelta(known, { ...delta, base: 1 })).toEqual({ ok: false, error: 'gap' });
  expect(applyRevocationDelta(known, { ...delta, version: 2 })).toEqual({ ok: false, error: 'gap' });
  expect(applyRevocationDelta(known, { ...delta, count: 1 })).toEqual({ ok: false, error: 'checksum' });
});
