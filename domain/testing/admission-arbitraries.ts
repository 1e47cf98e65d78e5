import * as fc from 'fast-check';
import { STANDARD_POLICY } from '../admission/policy';
import type { AdmissionContext, Judged } from '../admission/verdict';
import type { CrossingState } from '../crossing/state';
import type { PassClaims, VerifyOutcome } from '../pass/claims';
import { AGENCIES, STAGES } from '../shared/vocabulary';
import { ELIGIBILITY_SOURCES } from '../sync/event';
import {
  CLAIMS,
  CONTEXT,
  CROSSING,
  GENUINE,
  NOW,
  OTHER_TABLET,
  PROCESS,
  passIn,
  stepIn,
  useAt,
} from './admission-cases';
import { eventNo } from './build-events';
import { claimsArbitrary, passIdArbitrary } from './pass-arbitraries';

/** Anything a tablet could know or believe, clocks and lists in any disorder. */

const { kid } = GENUINE.outcome;

/** Times around now, at every bound of the policy, absurd ones and no number at all. */
const time = fc.oneof(
  fc.integer({ min: -2 * 86_400_000, max: 2 * 86_400_000 }).map((offset) => NOW + offset),
  fc
    .constantFrom(...STANDARD_POLICY.revocationAges, ...STANDARD_POLICY.keyAges)
    .chain((rule) => fc.integer({ min: -1, max: 1 }).map((one) => NOW - rule.upToMs + one)),
  fc.constantFrom(
    0,
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.MAX_SAFE_INTEGER,
  ),
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
const step = fc.constantFrom(...PROCESS.steps.map(({ id }) => id));
const device = fc.constantFrom(CONTEXT.device, OTHER_TABLET);
const agency = fc.constantFrom(...AGENCIES);
const claims: fc.Arbitrary<PassClaims> = fc.oneof(
  fc.constant(CLAIMS),
  claimsArbitrary,
  claimsArbitrary.map((other) => ({ ...CLAIMS, binding: other.binding, revision: other.revision })),
);

const crossing: fc.Arbitrary<CrossingState> = fc
  .record({
    stage: fc.constantFrom(...STAGES),
    passes: fc.array(
      fc
        .record({
          passId: fc.oneof(fc.constant(CLAIMS.passId), passIdArbitrary),
          revision: fc.nat(3),
          status: fc.constantFrom('live' as const, 'revoked' as const, 'superseded' as const),
        })
        .map(passIn),
      { maxLength: 4 },
    ),
    uses: fc.array(fc.record({ step, device, agency, at: time }).map(useAt), { maxLength: 4 }),
    steps: fc.array(
      fc
        .record({ step, status: fc.constantFrom('open' as const, 'partly' as const, 'confirmed' as const) })
        .map((state) => stepIn(state)),
      { maxLength: 3 },
    ),
    hold: maybe(fc.record({ since: time, reason: fc.string() })),
    override: maybe(
      fc.record({
        eventId: fc.constant(eventNo(1)),
        reason: fc.string(),
        approvedBy: fc.string(),
        at: time,
      }),
    ),
    eligibility: maybe(
      fc.record({ eligible: fc.boolean(), at: time, source: fc.constantFrom(...ELIGIBILITY_SOURCES) }),
    ),
    ended: maybe(
      fc.record({
        kind: fc.constantFrom('completed' as const, 'cancelled' as const, 'turned-back' as const),
        at: time,
      }),
    ),
    lastEventAt: maybe(time),
  })
  .map((change) => ({ ...CROSSING, ...change }));

export const contextArbitrary: fc.Arbitrary<AdmissionContext> = fc
  .record({
    now: time,
    gateNumber: fc.integer({ min: 1, max: 3 }),
    device,
    agency,
    step: maybe(step),
    direction: fc.constantFrom('export' as const, 'import' as const, 'both' as const),
    lists: fc.record({ keysIssuedAt: maybe(time), revocationIssuedAt: maybe(time) }),
    revoked: fc.boolean().map((answer) => () => answer),
    crossing: maybe(crossing),
    process: maybe(fc.constant(PROCESS)),
    lastExchangeAt: maybe(time),
    centre: fc.boolean(),
  })
  .map((change) => ({ ...CONTEXT, ...change }));

export const genuineArbitrary = claims.map(
  (said): Judged => ({
    kind: 'verify',
    outcome: { ...GENUINE.outcome, pass: { ...GENUINE.outcome.pass, claims: said } },
  }),
);
const reasons = ['expired', 'withdrawn', 'other-gate', 'too-early'] as const;
export const notGenuineArbitrary: fc.Arbitrary<Judged> = fc.oneof(
  fc
    .constantFrom<VerifyOutcome>(
      { kind: 'forged', kid },
      { kind: 'key-unknown', kid },
      ...reasons.map((reason) => ({ kind: 'key-unusable' as const, kid, reason })),
    )
    .map((outcome): Judged => ({ kind: 'verify', outcome })),
  fc.constantFrom<Judged>(
    { kind: 'decode', outcome: { kind: 'not-a-pass', reason: 'cbor' } },
    { kind: 'decode', outcome: { kind: 'update-needed', prefix: 'GP2' } },
  ),
);
export const judgedArbitrary = fc.oneof(
  { weight: 4, arbitrary: genuineArbitrary },
  { weight: 1, arbitrary: notGenuineArbitrary },
);
