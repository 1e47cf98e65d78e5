import { expect, test } from 'vitest';
import type { CrossingState } from '../crossing/state';
import type { VerifyOutcome } from '../pass/claims';
import type { StepId } from '../shared/identity';
import type { Agency } from '../shared/vocabulary';
import {
  CLAIMS,
  CONTEXT,
  CROSSING,
  GENUINE,
  NOW,
  OTHER_TABLET,
  PROCESS,
  passIn,
  STEP,
  stepIn,
  useAt,
} from '../testing/admission-cases';
import { eventNo } from '../testing/build-events';
import { decide } from './decide';
import { blocksRecording } from './policy';
import {
  ADMISSION_CODES,
  type AdmissionCode,
  type AdmissionContext,
  type Decision,
  type Judged,
} from './verdict';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const reached = new Set<AdmissionCode>();
function judge(change: Partial<AdmissionContext> = {}, judged: Judged = GENUINE): Decision {
  const decision = decide(judged, { ...CONTEXT, ...change });
  for (const { code } of decision.evidence) reached.add(code);
  return decision;
}
const said = ({ verdict, code }: Decision): string => `${verdict} ${code}`;
const knowing = (change: Partial<CrossingState>): Partial<AdmissionContext> => ({
  crossing: { ...CROSSING, ...change },
});
const verified = (outcome: VerifyOutcome): Judged => ({ kind: 'verify', outcome });
const { kid } = GENUINE.outcome;

test('AD-1 a genuine pass of a known crossing, fresh lists, nothing against it: proceed, and why', () => {
  const decision = judge(knowing({}));
  expect(said(decision)).toBe('proceed AD-OK');
  expect(decision.evidence).toEqual([{ code: 'AD-OK', verdict: 'proceed', known: { kid }, ageMs: null }]);
  expect(decision.claims).toEqual(CLAIMS);
});

test('AD-3 what is no pass, or a newer one, says so and nothing more', () => {
  const nonsense = judge(knowing({}), { kind: 'decode', outcome: { kind: 'not-a-pass', reason: 'base45' } });
  expect(said(nonsense)).toBe('refuse PS-NOT');
  expect(nonsense).toMatchObject({ claims: null, lookAt: null, evidence: [{ known: { reason: 'base45' } }] });
  const newer = judge(knowing({}), { kind: 'decode', outcome: { kind: 'update-needed', prefix: 'GP2' } });
  expect(said(newer)).toBe('cannot-tell PS-VER');
});

test('AD-3 of a pass that is not genuine nothing is believed: other reasons are not even asked', () => {
  const worst = {
    gateNumber: 9,
    revoked: () => true,
    lists: { keysIssuedAt: NOW - DAY, revocationIssuedAt: null },
  };
  const forged = judge(worst, verified({ kind: 'forged', kid }));
  expect(said(forged)).toBe('refuse PS-SIG');
  expect(forged.evidence).toHaveLength(1);
  const unknown = judge(worst, verified({ kind: 'key-unknown', kid }));
  expect(said(unknown)).toBe('cannot-tell PS-KEY');
  expect(unknown.evidence).toEqual([{ code: 'PS-KEY', verdict: 'cannot-tell', known: { kid }, ageMs: DAY }]);
});

test.each([
  ['withdrawn', 'refuse'],
  ['expired', 'refuse'],
  ['other-gate', 'refuse'],
  ['too-early', 'cannot-tell'],
] as const)('AD-3 a key that is %s: %s', (reason, verdict) => {
  const decision = judge({}, verified({ kind: 'key-unusable', kid, reason }));
  expect(said(decision)).toBe(`${verdict} PS-KEYX`);
  expect(decision.evidence[0]?.known).toEqual({ kid, reason });
});

test('AD-4 revoked by the list, or by the log alone: refuse, with the age of that knowledge', () => {
  const listed = judge({ revoked: (id) => id === CLAIMS.passId });
  expect(said(listed)).toBe('refuse PS-REV');
  expect(listed.evidence[0]).toMatchObject({ known: { source: 'list' }, ageMs: MINUTE });
  const logged = judge({
    ...knowing({ passes: [passIn({ status: 'revoked' })] }),
    lastExchangeAt: NOW - HOUR,
  });
  expect(said(logged)).toBe('refuse PS-REV');
  expect(logged.evidence[0]).toMatchObject({ known: { source: 'log' }, ageMs: HOUR });
});

test('AD-5 a higher revision anywhere in the crossing ends the older pass', () => {
  const newer = passIn({ passId: OTHER_TABLET.replaceAll('-', ''), revision: 1 });
  expect(said(judge(knowing({ passes: [passIn({}), newer] })))).toBe('refuse PS-OLD');
  expect(said(judge(knowing({ passes: [newer] })))).toBe('refuse PS-OLD');
  expect(said(judge(knowing({ passes: [passIn({ status: 'superseded' })] })))).toBe('refuse PS-OLD');
  expect(said(judge(knowing({ passes: [passIn({})] })))).toBe('proceed AD-OK');
});

test('AD-6 a pass of another gate is refused here, and the gate where it holds is named', () => {
  const decision = judge({ gateNumber: 2 });
  expect(said(decision)).toBe('refuse AD-GATE');
  expect(decision.evidence[0]?.known).toEqual({ gate: 'HN', gateNumber: 1, here: 'HN' });
});

test('AD-6 a lane of one direction refuses the other; a lane of both takes either', () => {
  expect(said(judge({ direction: 'import' }))).toBe('refuse AD-DIR');
  expect(said(judge({ direction: 'export' }))).toBe('proceed AD-OK');
  expect(said(judge({ direction: 'both' }))).toBe('proceed AD-OK');
});

test('AD-7 ended and held crossings are refused, with how and since when', () => {
  const over = judge(knowing({ ended: { kind: 'turned-back', at: NOW - HOUR } }));
  expect(said(over)).toBe('refuse AD-ENDED');
  expect(over.evidence[0]?.known).toEqual({ how: 'turned-back', at: NOW - HOUR });
  const held = judge(knowing({ hold: { since: NOW - HOUR, reason: 'seal' } }));
  expect(said(held)).toBe('refuse AD-HOLD');
  expect(held.evidence[0]?.known).toEqual({ since: NOW - HOUR, reason: 'seal' });
});

test('AD-8 used at this step by this agency: refuse, with who, when, and on which tablet', () => {
  const first = useAt({ at: NOW - HOUR });
  const decision = judge(knowing({ uses: [useAt({ at: NOW - MINUTE }), first], steps: [stepIn({}, first)] }));
  expect(said(decision)).toBe('refuse AD-USED');
  expect(decision.evidence[0]?.known).toMatchObject({ at: NOW - HOUR, actor: 'lan', here: true, step: STEP });
  const elsewhere = judge(knowing({ uses: [useAt({ device: OTHER_TABLET })] }));
  expect(elsewhere.evidence[0]?.known).toMatchObject({ here: false, device: OTHER_TABLET, actor: null });
});

test('AD-8 the other agency of the step, and the next step, still have their use', () => {
  const uses = [useAt({})];
  expect(said(judge({ ...knowing({ uses }), agency: 'customs' }))).toBe('proceed AD-OK');
  expect(said(judge({ ...knowing({ uses }), step: PROCESS.steps[1]?.id ?? null }))).toBe('proceed AD-OK');
  expect(said(judge({ ...knowing({ uses }), step: null }))).toBe('proceed AD-OK');
});

test('AD-8 a look-up by plate, or a pass of another revision, used the step just as well', () => {
  expect(said(judge(knowing({ uses: [useAt({ passId: null })] })))).toBe('refuse AD-USED');
});

const release = PROCESS.steps[2]?.id ?? null;
const customs: Agency = 'customs';
test.each([
  ['nothing known', {}, 'refuse AD-REL'],
  ['eligible now', { eligibility: { eligible: true, at: NOW, source: 'list' } }, 'proceed AD-OK'],
  [
    'eligible at the bound',
    { eligibility: { eligible: true, at: NOW - 4 * HOUR, source: 'vasscm' } },
    'proceed AD-OK',
  ],
  [
    'eligible too long ago',
    { eligibility: { eligible: true, at: NOW - 4 * HOUR - 1, source: 'vasscm' } },
    'refuse AD-REL',
  ],
  ['not eligible', { eligibility: { eligible: false, at: NOW, source: 'officer' } }, 'refuse AD-REL'],
  [
    'overridden by a supervisor',
    { eligibility: null, override: { eventId: eventNo(1), reason: 'letter', approvedBy: 'minh', at: NOW } },
    'proceed AD-OK',
  ],
] as const)('AD-9 release, %s', (_, change, expected) => {
  const decision = judge({ ...knowing(change), step: release, agency: customs });
  expect(said(decision)).toBe(expected);
  expect(blocksRecording(decision)).toBe(expected === 'refuse AD-REL');
});

test('AD-9 release of a crossing that is not known here is blocked too', () => {
  expect(blocksRecording(judge({ step: release }))).toBe(true);
});

test('AD-9 release is the only hard block: every other refusal is advice', () => {
  const everything = judge({
    ...knowing({
      ended: { kind: 'cancelled', at: NOW },
      hold: { since: NOW, reason: '' },
      uses: [useAt({})],
      passes: [passIn({ revision: 9 })],
    }),
    revoked: () => true,
    gateNumber: 2,
    direction: 'import',
  });
  expect(everything.evidence.filter((item) => item.verdict === 'refuse').map((item) => item.code)).toEqual([
    'PS-REV',
    'PS-OLD',
    'AD-GATE',
    'AD-DIR',
    'AD-ENDED',
    'AD-HOLD',
    'AD-USED',
  ]);
  expect(blocksRecording(everything)).toBe(false);
});

test('AD-10 before its time: check, with two minutes of grace for clocks', () => {
  const start = CLAIMS.notBefore * 1000;
  const lists = { keysIssuedAt: start - HOUR, revocationIssuedAt: start - 3 * MINUTE };
  expect(said(judge({ now: start - 2 * MINUTE, lists }))).toBe('proceed AD-OK');
  expect(said(judge({ now: start - 2 * MINUTE - 1, lists }))).toBe('check PS-EARLY');
});

test('AD-10 past the far bound: what was under way keeps its place, what never came loses it', () => {
  const now = CLAIMS.notAfter * 1000 + 2 * MINUTE + 1;
  const late = (change: Partial<AdmissionContext>) =>
    judge({ ...change, now, lists: { keysIssuedAt: now, revocationIssuedAt: now } });
  expect(said(late({}))).toBe('check PS-LATE');
  expect(said(late(knowing({ stage: 'declared' })))).toBe('refuse PS-LATE');
  const queueing = late(knowing({ stage: 'staging' }));
  expect(said(queueing)).toBe('proceed AD-OK');
  expect(queueing.evidence.map((item) => item.code)).toContain('PS-LATE');
});

test.each([
  [15 * MINUTE, 'proceed', null],
  [15 * MINUTE + 1, 'proceed', 'noted'],
  [4 * HOUR, 'proceed', 'noted'],
  [4 * HOUR + 1, 'proceed', 'old'],
  [24 * HOUR, 'proceed', 'old'],
  [24 * HOUR + 1, 'check', 'stale'],
] as const)('AD-11 a revocation list %d ms old: %s, %s', (ageMs, verdict, grade) => {
  const decision = judge({
    ...knowing({}),
    lists: { keysIssuedAt: NOW, revocationIssuedAt: NOW - ageMs },
  });
  expect(decision.verdict).toBe(verdict);
  const stale = decision.evidence.find((item) => item.code === 'AD-STALE');
  expect(stale?.known.grade ?? null).toBe(grade);
  if (stale) expect(stale.ageMs).toBe(ageMs);
});

test.each([
  [14, null],
  [15, 'noted'],
  [31, 'old'],
  [91, 'stale'],
] as const)('AD-11 a key list %d days old: %s', (days, grade) => {
  const { evidence } = judge({ lists: { keysIssuedAt: NOW - days * DAY, revocationIssuedAt: NOW } });
  const item = evidence.find(({ known }) => known.list === 'keys');
  expect(item?.known.grade ?? null).toBe(grade);
  expect(item?.verdict ?? 'proceed').toBe(grade === 'stale' ? 'check' : 'proceed');
});

test('AD-11 no list on board, or a list from the future: check', () => {
  expect(said(judge({ lists: { keysIssuedAt: NOW, revocationIssuedAt: null } }))).toBe('check AD-LIST');
  expect(said(judge({ lists: { keysIssuedAt: null, revocationIssuedAt: NOW } }))).toBe('check AD-LIST');
  const ahead = { keysIssuedAt: NOW, revocationIssuedAt: NOW + 2 * MINUTE + 1 };
  expect(said(judge({ lists: ahead }))).toBe('check AD-STALE');
  expect(said(judge({ lists: { ...ahead, revocationIssuedAt: NOW + 2 * MINUTE } }))).toBe('proceed AD-OK');
});

test('AD-2 a clock or a list without a time is stale, never fresh', () => {
  const lists = { keysIssuedAt: Number.NaN, revocationIssuedAt: Number.NaN };
  expect(said(judge({ ...knowing({}), now: Number.NaN }))).toBe('check AD-STALE');
  expect(said(judge({ ...knowing({}), lists }))).toBe('check AD-STALE');
});

test('AD-12 an earlier step without its tick is named and does not change the verdict', () => {
  const second = PROCESS.steps[1]?.id ?? null;
  const open = judge({ ...knowing({ steps: [stepIn({ status: 'partly' })] }), step: second });
  expect(said(open)).toBe('proceed AD-OK');
  expect(open.evidence).toContainEqual(
    expect.objectContaining({ code: 'AD-ORDER', verdict: 'proceed', known: { steps: STEP } }),
  );
  const done = judge({ ...knowing({ steps: [stepIn({ status: 'confirmed' })] }), step: second });
  expect(done.evidence.map((item) => item.code)).toEqual(['AD-OK']);
});

test('AD-19 whoever leaves with an ordered inspection open or failed is to be looked at, and nobody else', () => {
  const place = { place: 'scanner', orderedAt: NOW - HOUR, result: null, at: null, agency: null } as const;
  const inspection = {
    reason: 'risk',
    orderedAt: NOW - HOUR,
    agency: 'customs',
    places: [
      { ...place, result: 'passed' },
      { ...place, place: 'weighbridge' },
    ],
    status: 'open',
  } as NonNullable<CrossingState['inspection']>;
  const [here, , leaving] = PROCESS.steps.map(({ id }) => id);
  const eligibility = { eligible: true, at: NOW, source: 'officer' } as const;
  const at = (step: StepId | undefined, change: Partial<CrossingState>) =>
    judge({ ...knowing({ eligibility, ...change }), step: step ?? null });
  expect(said(at(here, { inspection }))).toBe('proceed AD-OK');
  const open = at(leaving, { inspection });
  expect(said(open)).toBe('check AD-INSP');
  expect(open.evidence[0]?.known).toEqual({ status: 'open', places: 'weighbridge' });
  expect(said(at(leaving, { inspection: { ...inspection, status: 'failed' } }))).toBe('check AD-INSP');
  expect(said(at(leaving, { inspection: { ...inspection, status: 'passed' } }))).toBe('proceed AD-OK');
  expect(said(at(leaving, {}))).toBe('proceed AD-OK');
});

test('AD-13 a crossing this tablet has never heard of: proceed, noted, with the age of the last exchange', () => {
  const decision = judge({ lastExchangeAt: NOW - HOUR });
  expect(said(decision)).toBe('proceed AD-OK');
  expect(decision.evidence[1]).toEqual({
    code: 'AD-UNKNOWN',
    verdict: 'proceed',
    known: { missing: 'crossing' },
    ageMs: HOUR,
  });
});

test('AD-13 without its process nobody knows whether this step is a release: check', () => {
  expect(said(judge({ ...knowing({}), process: null }))).toBe('check AD-UNKNOWN');
  expect(said(judge({ ...knowing({}), process: { ...PROCESS, steps: [] } }))).toBe('check AD-UNKNOWN');
});

test('AD-15 accepted here is local; the word of the centre is the confirmation', () => {
  expect(judge().confirmation).toBe('local');
  expect(judge({ centre: true }).confirmation).toBe('confirmed');
  const nonsense: Judged = { kind: 'decode', outcome: { kind: 'not-a-pass', reason: 'size' } };
  expect(judge({ centre: true }, nonsense).confirmation).toBe('confirmed');
});

test('AD-16 every admission code is reached by the cases above', () => {
  expect([...reached].sort()).toEqual([...ADMISSION_CODES].sort());
});
