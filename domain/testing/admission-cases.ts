import type { AdmissionContext, Judged } from '../admission/verdict';
import type { CrossingState, PassState, StepState, Use } from '../crossing/state';
import { NO_WORK } from '../crossing/work';
import type { DecodedPass } from '../pass/claims';
import type { Process, Step } from '../process/process';
import type { CrossingId, DeviceId, EventId, PassId, StepId } from '../shared/identity';
import type { Agency } from '../shared/vocabulary';
import { TYPICAL_CLAIMS } from './pass-arbitraries';
import { HUU_NGHI, TEST_NOW, testKey } from './pass-keys';

/** One vehicle at one tablet, all well; each test changes one thing. */

export const NOW = TEST_NOW * 1000;
export const CLAIMS = TYPICAL_CLAIMS;
const THIS_TABLET = '019380f2-0000-7000-8000-000000000001' as DeviceId;
export const OTHER_TABLET = '019380f2-0000-7000-8000-000000000002' as DeviceId;
const CROSSING_ID = '019380f2-0000-7000-8000-00000000000c' as CrossingId;

const step = (id: string, agencies: readonly Agency[], change: Partial<Step> = {}): Step => ({
  id: id as StepId,
  name: { vi: id, en: id, zh: id },
  stage: 'gate',
  agencies: [...agencies],
  after: [],
  usesPass: true,
  release: false,
  grantsEligibility: false,
  optional: false,
  assumed: false,
  ...change,
});

export const STEP = 'gate-entry' as StepId;
export const PROCESS: Process = {
  id: 'test-export',
  version: 1,
  gateId: HUU_NGHI,
  direction: 'export',
  kind: 'loaded',
  name: { vi: 'thử', en: 'test', zh: '测试' },
  source: 'test',
  assumed: true,
  steps: [
    step(STEP, ['border-guard', 'customs']),
    step('yard-entry', ['yard'], { stage: 'yard', after: [STEP] }),
    step('release', ['customs'], { stage: 'line', release: true }),
  ],
  preconditions: [],
};

export const CROSSING: CrossingState = {
  crossingId: CROSSING_ID,
  gateId: HUU_NGHI,
  direction: 'export',
  declared: null,
  declaredAt: null,
  binding: CLAIMS.binding,
  history: [],
  passes: [],
  steps: [],
  stage: 'declared',
  stageSince: null,
  yard: null,
  waitingOn: [],
  uses: [],
  hold: null,
  holds: [],
  override: null,
  eligibility: null,
  eligible: [],
  ended: null,
  ...NO_WORK,
  flags: [],
  lastEventAt: null,
};

export const CONTEXT: AdmissionContext = {
  now: NOW,
  gateId: HUU_NGHI,
  gateNumber: CLAIMS.gateNumber,
  device: THIS_TABLET,
  agency: 'border-guard',
  step: STEP,
  direction: 'export',
  lists: { keysIssuedAt: NOW - 60_000, revocationIssuedAt: NOW - 60_000 },
  revoked: () => false,
  crossing: null,
  process: PROCESS,
  lastExchangeAt: null,
};

const pass: DecodedPass = {
  kid: testKey(1).kid,
  claims: CLAIMS,
  protectedBytes: new Uint8Array(0),
  payloadBytes: new Uint8Array(0),
  signature: new Uint8Array(0),
};
export const GENUINE = {
  kind: 'verify',
  outcome: { kind: 'genuine', pass, kid: pass.kid },
} satisfies Judged;

export const passIn = (change: Partial<Omit<PassState, 'passId'>> & { passId?: string }): PassState => ({
  revision: CLAIMS.revision,
  status: 'live',
  ...change,
  passId: (change.passId ?? CLAIMS.passId) as PassId,
});

export const useAt = (change: Partial<Use>): Use => ({
  step: STEP,
  agency: CONTEXT.agency,
  eventId: '019380f2-0000-7000-8000-0000000000e1' as EventId,
  device: THIS_TABLET,
  at: NOW - 60_000,
  passId: CLAIMS.passId,
  ...change,
});

export const stepIn = (change: Partial<StepState>, use?: Use): StepState => ({
  step: STEP,
  stage: 'gate',
  usesPass: true,
  status: 'open',
  confirmations: use
    ? [{ agency: use.agency, at: use.at, eventId: use.eventId, device: use.device, actor: 'lan' }]
    : [],
  missing: [],
  confirmedAt: null,
  ...change,
});
