import { gateByNumber } from '../gate/gates';
import type { PassClaims } from '../pass/claims';
import type { Step } from '../process/process';
import type { Verdict } from '../shared/vocabulary';
import { type AdmissionPolicy, gradeAge } from './policy';
import type { AdmissionCode, AdmissionContext, Evidence } from './verdict';

/** What every check looks at: a genuine pass, what this tablet knows, and the policy. */
export type Facts = {
  readonly claims: PassClaims;
  readonly context: AdmissionContext;
  readonly policy: AdmissionPolicy;
};
type Check = (facts: Facts) => Evidence | null;

/** What is asked before a release is ticked, pass or no pass. */
export type ReleaseContext = Pick<
  AdmissionContext,
  'now' | 'step' | 'crossing' | 'process' | 'lastExchangeAt'
>;
type ReleaseFacts = { readonly context: ReleaseContext; readonly policy: AdmissionPolicy };

/**
 * The one ordered list (principle 4). All of them are asked, so that the
 * officer sees everything at once; among equally bad answers the earlier one decides.
 */
export const CHECKS: readonly Check[] = [
  revoked,
  superseded,
  otherGate,
  otherDirection,
  ended,
  held,
  alreadyUsed,
  releaseNotEligible,
  tooEarly,
  tooLate,
  revocationList,
  keyList,
  openInspection,
  earlierStep,
  notKnownHere,
];

/** AD-4: the list and the crossing's own log are both asked; either is enough. */
function revoked({ claims, context }: Facts): Evidence | null {
  if (context.revoked(claims.passId)) {
    const { revocationIssuedAt } = context.lists;
    const ageMs = revocationIssuedAt === null ? null : age(context.now, revocationIssuedAt);
    return evidence('PS-REV', 'refuse', { source: 'list' }, ageMs);
  }
  const status = context.crossing?.passes.find((pass) => pass.passId === claims.passId)?.status;
  return status === 'revoked' ? evidence('PS-REV', 'refuse', { source: 'log' }, crossingAge(context)) : null;
}

/** AD-5: a re-slot or substitution raises the revision; the older QR dies by itself. */
function superseded({ claims, context }: Facts): Evidence | null {
  const passes = context.crossing?.passes ?? [];
  const newest = Math.max(claims.revision, ...passes.map((pass) => pass.revision));
  const own = passes.find((pass) => pass.passId === claims.passId);
  if (newest <= claims.revision && own?.status !== 'superseded') return null;
  return evidence('PS-OLD', 'refuse', { revision: claims.revision, newest }, crossingAge(context));
}

/** AD-6: names the gate where the pass holds. */
function otherGate({ claims, context }: Facts): Evidence | null {
  if (claims.gateNumber === context.gateNumber) return null;
  const gate = gateByNumber(claims.gateNumber)?.code ?? null;
  return evidence('AD-GATE', 'refuse', { gate, gateNumber: claims.gateNumber, here: context.gateId });
}

function otherDirection({ claims, context }: Facts): Evidence | null {
  if (context.direction === 'both' || context.direction === claims.direction) return null;
  return evidence('AD-DIR', 'refuse', { pass: claims.direction, lane: context.direction });
}

function ended({ context }: Facts): Evidence | null {
  const end = context.crossing?.ended;
  if (!end) return null;
  return evidence('AD-ENDED', 'refuse', { how: end.kind, at: end.at }, crossingAge(context));
}

function held({ context }: Facts): Evidence | null {
  const hold = context.crossing?.hold;
  if (!hold) return null;
  return evidence('AD-HOLD', 'refuse', { since: hold.since, reason: hold.reason }, crossingAge(context));
}

/**
 * AD-8: once per step and agency; border guard and customs each use the pass at gate entry. The fold leaves out uses
 * that were undone. A pass of another revision or a look-up by plate used the step just as well.
 */
function alreadyUsed({ context }: Facts): Evidence | null {
  const uses = (context.crossing?.uses ?? [])
    .filter((use) => use.step === context.step && use.agency === context.agency)
    .toSorted((a, b) => a.at - b.at);
  const [first] = uses;
  if (first === undefined) return null;
  const step = context.crossing?.steps.find((state) => state.step === first.step);
  const who = step?.confirmations.find((confirmation) => confirmation.eventId === first.eventId);
  return evidence(
    'AD-USED',
    'refuse',
    {
      step: first.step,
      at: first.at,
      agency: first.agency,
      actor: who?.actor ?? null,
      device: first.device,
      here: first.device === context.device,
      eventId: first.eventId,
    },
    crossingAge(context),
  );
}

/** AD-9, rule 4: the one hard block. Needs an eligibility not older than the policy's bound, or an override. */
export function releaseNotEligible({ context, policy }: ReleaseFacts): Evidence | null {
  if (stepHere(context)?.release !== true || context.crossing?.override) return null;
  const eligibility = context.crossing?.eligibility ?? null;
  if (eligibility === null) return evidence('AD-REL', 'refuse', { eligible: null }, crossingAge(context));
  const ageMs = age(context.now, eligibility.at);
  if (eligibility.eligible && ageMs <= policy.eligibilityMaxAgeMs) return null;
  const reason = eligibility.eligible ? 'not-fresh' : 'not-eligible';
  return evidence('AD-REL', 'refuse', { eligible: eligibility.eligible, at: eligibility.at, reason }, ageMs);
}

/** Advice: lateness and earliness cost time at the queue, not the pass (rules 8, 11). */
function tooEarly({ claims, context, policy }: Facts): Evidence | null {
  const notBefore = claims.notBefore * 1000;
  return context.now + policy.clockSlackMs < notBefore ? evidence('PS-EARLY', 'check', { notBefore }) : null;
}

/** AD-10, rule 8: validity follows the queue. A truck already under way keeps its pass; one that never came does not. */
function tooLate({ claims, context, policy }: Facts): Evidence | null {
  const notAfter = claims.notAfter * 1000;
  if (!(context.now > notAfter + policy.clockSlackMs)) return null;
  const stage = context.crossing?.stage ?? null;
  const verdict: Verdict = stage === null ? 'check' : stage === 'declared' ? 'refuse' : 'proceed';
  return evidence('PS-LATE', verdict, { notAfter, stage }, crossingAge(context));
}

function revocationList({ context, policy }: Facts): Evidence | null {
  return listAge('revocation', context.lists.revocationIssuedAt, context.now, policy);
}

function keyList({ context, policy }: Facts): Evidence | null {
  return listAge('keys', context.lists.keysIssuedAt, context.now, policy);
}

/** AD-11. A list from the future means that this tablet's clock is behind: its ages then say nothing. */
function listAge(
  list: 'revocation' | 'keys',
  issuedAt: number | null,
  now: number,
  policy: AdmissionPolicy,
): Evidence | null {
  if (issuedAt === null) return evidence('AD-LIST', 'check', { list });
  if (issuedAt > now + policy.clockSlackMs) {
    return evidence('AD-STALE', 'check', { list, grade: 'clock', issuedAt });
  }
  const ageMs = age(now, issuedAt);
  const rule = gradeAge(list === 'keys' ? policy.keyAges : policy.revocationAges, ageMs);
  return rule.grade === 'fresh'
    ? null
    : evidence('AD-STALE', rule.verdict, { list, grade: rule.grade, issuedAt }, ageMs);
}

/** AD-19: somebody sent it to be looked at, and it leaves before that is done. Rule 1: advice, loud enough to be seen. */
function openInspection({ context }: Facts): Evidence | null {
  const inspection = context.crossing?.inspection ?? null;
  const step = stepHere(context);
  const isLeaving =
    step !== null && (step.release === true || step.stage === 'line' || step.stage === 'left');
  if (inspection === null || inspection.status === 'passed' || !isLeaving) return null;
  const places = inspection.places.filter(({ result }) => result !== 'passed').map(({ place }) => place);
  return evidence(
    'AD-INSP',
    'check',
    { status: inspection.status, places: places.join(' ') },
    crossingAge(context),
  );
}

/** AD-12, rule 1: the order of confirmations is advice. */
function earlierStep({ context, policy }: Facts): Evidence | null {
  const { crossing, process } = context;
  if (crossing === null) return null;
  const open = stepHere(context)?.after.filter((id) => {
    const state = crossing.steps.find((step) => step.step === id)?.status ?? 'open';
    const optional = process?.steps.find((step) => step.id === id)?.optional ?? false;
    return state === 'partly' || state === 'asked' || (state === 'open' && !optional);
  });
  if (open === undefined || open.length === 0) return null;
  return evidence('AD-ORDER', policy.earlierStepOpen, { steps: open.join(' ') }, crossingAge(context));
}

/** AD-13: offline is the normal case. A process or step that is not on board cannot say whether this is a release. */
function notKnownHere({ context, policy }: Facts): Evidence | null {
  const ageMs = context.lastExchangeAt === null ? null : age(context.now, context.lastExchangeAt);
  if (context.step !== null && stepHere(context) === null) {
    const missing = context.process === null ? 'process' : 'step';
    return evidence('AD-UNKNOWN', 'check', { missing, step: context.step }, ageMs);
  }
  return context.crossing === null
    ? evidence('AD-UNKNOWN', policy.unknownCrossing, { missing: 'crossing' }, ageMs)
    : null;
}

export function evidence(
  code: AdmissionCode,
  verdict: Verdict,
  known: Evidence['known'],
  ageMs: number | null = null,
): Evidence {
  return { code, verdict, known, ageMs };
}

/** Never negative: a fact from a clock slightly ahead is as fresh as can be. */
export const age = (now: number, since: number): number => Math.max(0, now - since);

/** What is known of the crossing was true when the centre, or the newest event, last spoke. */
function crossingAge(context: Pick<AdmissionContext, 'now' | 'crossing' | 'lastExchangeAt'>): number | null {
  const { crossing, lastExchangeAt, now } = context;
  if (crossing === null || (crossing.lastEventAt === null && lastExchangeAt === null)) return null;
  return age(now, Math.max(crossing.lastEventAt ?? 0, lastExchangeAt ?? 0));
}

const stepHere = (context: Pick<AdmissionContext, 'step' | 'process'>): Step | null =>
  context.process?.steps.find((step) => step.id === context.step) ?? null;
