import type { DecodeOutcome, VerifyOutcome } from '../pass/claims';
import { assertNever } from '../shared/result';
import type { Verdict } from '../shared/vocabulary';
import { age, CHECKS, evidence, type ReleaseContext, releaseNotEligible } from './checks';
import { lookAt } from './look-at';
import { type AdmissionPolicy, STANDARD_POLICY } from './policy';
import type { AdmissionContext, Decision, Evidence, Judged } from './verdict';

/** AD-1: the worst answer is the verdict. Not knowing is worse than a doubt and better than a known reason to refuse. */
const SEVERITY: Readonly<Record<Verdict, number>> = { proceed: 0, check: 1, 'cannot-tell': 2, refuse: 3 };

/**
 * Third of three steps: may this vehicle go on here, now? Total over any context. The evidence stands worst first,
 * within one verdict in the order of the checks; the first is the deciding one.
 */
export function decide(
  judged: Judged,
  context: AdmissionContext,
  policy: AdmissionPolicy = STANDARD_POLICY,
): Decision {
  const confirmation = context.centre === true ? 'confirmed' : 'local';
  if (judged.kind === 'decode') return { ...unbelieved(notDecoded(judged.outcome)), confirmation };
  const { outcome } = judged;
  if (outcome.kind !== 'genuine') return { ...unbelieved(notGenuine(outcome, context)), confirmation };
  const { claims } = outcome.pass;
  const found = CHECKS.flatMap((check) => check({ claims, context, policy }) ?? []);
  return { ...conclude(outcome.kid, found), confirmation, claims, lookAt: lookAt(claims, context) };
}

/**
 * AD-9 asked for one tick, whatever the verdict was about: a vehicle may be at hand without a scan, or scanned for
 * another step. Null when the tick may be recorded.
 */
export function blockedRelease(
  context: ReleaseContext,
  policy: AdmissionPolicy = STANDARD_POLICY,
): Decision | null {
  const found = releaseNotEligible({ context, policy });
  if (found === null) return null;
  const { verdict, code } = found;
  return { verdict, code, evidence: [found], confirmation: 'local', claims: null, lookAt: null };
}

/** AD-3: of a pass that is not genuine nothing is believed, so nothing further is asked. */
const unbelieved = (only: Evidence): Omit<Decision, 'confirmation'> => ({
  verdict: only.verdict,
  code: only.code,
  evidence: [only],
  claims: null,
  lookAt: null,
});

function conclude(kid: string, found: readonly Evidence[]): Pick<Decision, 'verdict' | 'code' | 'evidence'> {
  const genuine = evidence('AD-OK', 'proceed', { kid });
  const worst = [...found].sort((a, b) => SEVERITY[b.verdict] - SEVERITY[a.verdict]);
  const [first] = worst;
  if (first === undefined || first.verdict === 'proceed') {
    return { verdict: 'proceed', code: 'AD-OK', evidence: [genuine, ...worst] };
  }
  return { verdict: first.verdict, code: first.code, evidence: worst };
}

function notDecoded(outcome: Exclude<DecodeOutcome, { kind: 'decoded' }>): Evidence {
  switch (outcome.kind) {
    case 'update-needed':
      return evidence('PS-VER', 'cannot-tell', { prefix: outcome.prefix });
    case 'not-a-pass':
      return evidence('PS-NOT', 'refuse', { reason: outcome.reason });
    default:
      return assertNever(outcome);
  }
}

function notGenuine(
  outcome: Exclude<VerifyOutcome, { kind: 'genuine' }>,
  context: AdmissionContext,
): Evidence {
  const { keysIssuedAt } = context.lists;
  const ageMs = keysIssuedAt === null ? null : age(context.now, keysIssuedAt);
  const { kid } = outcome;
  switch (outcome.kind) {
    case 'forged':
      return evidence('PS-SIG', 'refuse', { kid });
    case 'key-unknown':
      return evidence('PS-KEY', 'cannot-tell', { kid }, ageMs);
    case 'key-unusable': {
      // A key not yet in use by our clock most likely means that our clock is behind.
      const verdict = outcome.reason === 'too-early' ? 'cannot-tell' : 'refuse';
      return evidence('PS-KEYX', verdict, { kid, reason: outcome.reason }, ageMs);
    }
    default:
      return assertNever(outcome);
  }
}
