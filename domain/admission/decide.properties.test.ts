import * as fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Verdict } from '../shared/vocabulary';
import {
  contextArbitrary,
  genuineArbitrary,
  judgedArbitrary,
  notGenuineArbitrary,
} from '../testing/admission-arbitraries';
import { CLAIMS, CONTEXT, NOW, OTHER_TABLET, PROCESS } from '../testing/admission-cases';
import { claimsArbitrary, passIdArbitrary } from '../testing/pass-arbitraries';
import { decide } from './decide';
import { lookAt } from './look-at';
import { ADMISSION_CODES, type AdmissionContext } from './verdict';

const SEVERITY: Readonly<Record<Verdict, number>> = { proceed: 0, check: 1, 'cannot-tell': 2, refuse: 3 };

const RUNS = { numRuns: 1000 };
/** Shared cores: slow is not wrong. */
vi.setConfig({ testTimeout: 60_000 });

test('AD-1 the verdict is the worst of the evidence, the first item decides, worst first', () => {
  fc.assert(
    fc.property(judgedArbitrary, contextArbitrary, (what, where) => {
      const { verdict, code, evidence } = decide(what, where);
      const severities = evidence.map((item) => SEVERITY[item.verdict]);
      expect(SEVERITY[verdict]).toBe(Math.max(...severities));
      expect(severities).toEqual([...severities].sort((a, b) => b - a));
      expect(evidence[0]).toMatchObject({ code, verdict });
      expect(verdict === 'proceed').toBe(code === 'AD-OK');
    }),
    RUNS,
  );
});

test('AD-2 total: any context gives a decision whose evidence has codes, values and ages that can be shown', () => {
  fc.assert(
    fc.property(judgedArbitrary, contextArbitrary, (what, where) => {
      const decision = decide(what, where);
      const shown = (value: unknown): boolean =>
        value === null || ['string', 'number', 'boolean'].includes(typeof value);
      const unfit = decision.evidence.filter(
        ({ code, known, ageMs }) =>
          !ADMISSION_CODES.includes(code) ||
          !Object.values(known).every(shown) ||
          (ageMs !== null && ageMs < 0),
      );
      expect(unfit).toEqual([]);
      const codes = decision.evidence.map((item) => `${item.code} ${item.known.list ?? ''}`);
      expect(new Set(codes).size).toBe(codes.length);
    }),
    RUNS,
  );
});

test('AD-2 the same facts give the same decision', () => {
  fc.assert(
    fc.property(judgedArbitrary, contextArbitrary, (what, where) => {
      expect(decide(what, where)).toEqual(decide(what, where));
    }),
  );
});

test('AD-3 what is not genuine never proceeds, whatever else is known', () => {
  fc.assert(
    fc.property(notGenuineArbitrary, contextArbitrary, (what, where) => {
      const { verdict, claims: said, evidence } = decide(what, where);
      expect(verdict === 'refuse' || verdict === 'cannot-tell').toBe(true);
      expect(said).toBeNull();
      expect(evidence).toHaveLength(1);
    }),
  );
});

test('AD-4 revoked in the list at the scan: never proceed; a revocation added never improves a verdict', () => {
  fc.assert(
    fc.property(judgedArbitrary, contextArbitrary, (what, where) => {
      const before = decide(what, { ...where, revoked: () => false });
      const after = decide(what, { ...where, revoked: () => true });
      expect(SEVERITY[after.verdict]).toBeGreaterThanOrEqual(SEVERITY[before.verdict]);
      if (after.claims !== null) {
        expect(after.verdict).toBe('refuse');
        expect(after.code).toBe('PS-REV');
      }
    }),
    RUNS,
  );
});

test('AD-9 a release without eligibility and override is never proceed', () => {
  const release = PROCESS.steps[2]?.id ?? null;
  fc.assert(
    fc.property(genuineArbitrary, contextArbitrary, (what, where) => {
      const asked = {
        ...where,
        step: release,
        crossing: where.crossing && { ...where.crossing, override: null, eligibility: null },
      };
      expect(decide(what, asked).verdict).not.toBe('proceed');
    }),
  );
});

test('AD-11 an older list never improves a verdict', () => {
  fc.assert(
    fc.property(
      genuineArbitrary,
      contextArbitrary,
      fc.nat(10 * 86_400_000),
      fc.nat(10 * 86_400_000),
      (what, where, age, more) => {
        const at = (ageMs: number): AdmissionContext => ({
          ...where,
          now: NOW,
          lists: { keysIssuedAt: NOW, revocationIssuedAt: NOW - ageMs },
        });
        const fresher = decide(what, at(age));
        expect(SEVERITY[decide(what, at(age + more)).verdict]).toBeGreaterThanOrEqual(
          SEVERITY[fresher.verdict],
        );
      },
    ),
  );
});

const step = fc.constantFrom(...PROCESS.steps.map(({ id }) => id));
const device = fc.constantFrom(CONTEXT.device, OTHER_TABLET);

test('AD-14 the officer is only sent to look at what the pass binds, the same for the same scan', () => {
  fc.assert(
    fc.property(claimsArbitrary, step, device, (said, stepId, tablet) => {
      const part = lookAt(said, { step: stepId, device: tablet });
      expect(part === 'plate' || said.binding[part] !== null).toBe(true);
      expect(lookAt(said, { step: stepId, device: tablet })).toBe(part);
    }),
  );
});

test('AD-14 over many passes a bound container is asked for half of the time, and every part gets its turn', () => {
  const binding = { ...CLAIMS.binding, seal: 'VN123456' };
  const counts = new Map<string, number>();
  const ids = fc.sample(passIdArbitrary, { numRuns: 2000, seed: 7 });
  for (const passId of ids) {
    const part = lookAt({ ...CLAIMS, passId, binding }, CONTEXT);
    counts.set(part, (counts.get(part) ?? 0) + 1);
  }
  const share = (part: string) => (counts.get(part) ?? 0) / ids.length;
  expect(share('container')).toBeGreaterThan(0.45);
  expect(share('container')).toBeLessThan(0.55);
  for (const part of ['plate', 'trailer', 'seal']) expect(share(part), part).toBeGreaterThan(0.12);
});

test('AD-14 another tablet asks another question about as often as chance would', () => {
  const differs = fc
    .sample(passIdArbitrary, { numRuns: 1000, seed: 8 })
    .filter(
      (passId) =>
        lookAt({ ...CLAIMS, passId }, CONTEXT) !==
        lookAt({ ...CLAIMS, passId }, { ...CONTEXT, device: OTHER_TABLET }),
    );
  expect(differs.length).toBeGreaterThan(450);
});
