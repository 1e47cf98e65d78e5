import { stepIdSchema } from '../shared/identity';
import type { Agency, CrossingKind, Direction, Stage } from '../shared/vocabulary';
import type { Step } from './process';
import names from './step-names.json' with { type: 'json' };

/** The steps of a process nobody has described yet, from the agencies' check-boxes. All assumed. */
type Plan = {
  readonly name: keyof typeof names;
  readonly stage: Stage;
  readonly agencies: readonly Agency[];
  readonly mark?: 'uses-pass' | 'release' | 'optional';
  /** Waits for everything before it; the others run side by side. */
  readonly gathers?: true;
};

const STAGING: readonly Plan[] = [
  { name: 'staging-arrival', stage: 'staging', agencies: ['yard'] },
  { name: 'called', stage: 'called', agencies: ['gate-centre'], gathers: true },
];
const BOTH: readonly Agency[] = ['border-guard', 'customs'];
const ENTRY: Plan = { name: 'gate-entry', stage: 'gate', agencies: BOTH, mark: 'uses-pass', gathers: true };
const MEDICAL: Plan = { name: 'medical-check', stage: 'gate', agencies: ['medical-quarantine'] };
const YARD: Plan = { name: 'yard-in', stage: 'yard', agencies: ['customs'] };
const QUARANTINE: readonly Plan[] = [
  { name: 'plant-quarantine', stage: 'yard', agencies: ['plant-quarantine'], mark: 'optional' },
  { name: 'animal-quarantine', stage: 'yard', agencies: ['animal-quarantine'], mark: 'optional' },
];
const FEE: Plan = { name: 'fee-paid', stage: 'yard', agencies: ['gate-centre'] };
const ELIGIBLE: Plan = { name: 'release-check', stage: 'line', agencies: ['customs'], gathers: true };
const customsCheck = (name: Plan['name']): Plan => ({ name, stage: 'yard', agencies: ['customs'] });

function plans(direction: Direction, kind: CrossingKind): readonly Plan[] {
  const exit: Plan =
    direction === 'export'
      ? { name: 'line-exit', stage: 'left', agencies: ['border-guard'], gathers: true }
      : { name: 'inland-exit', stage: 'left', agencies: BOTH, gathers: true };
  const released = [FEE, ELIGIBLE, { ...exit, mark: 'release' as const }];
  switch (kind) {
    case 'loaded':
      return [ENTRY, MEDICAL, YARD, ...QUARANTINE, ...released];
    case 'transshipment':
      return [
        ENTRY,
        MEDICAL,
        YARD,
        { name: 'receiving-truck-entry', stage: 'yard', agencies: BOTH },
        ...QUARANTINE,
        { ...customsCheck('transshipment'), gathers: true },
        ...released,
      ];
    case 'transit':
      return [ENTRY, MEDICAL, customsCheck('seal-check'), ...released];
    case 'new-vehicle':
      return [ENTRY, MEDICAL, customsCheck('vehicle-check'), ...released];
    case 'empty':
      return [ENTRY, exit];
    case 'line-exchange':
      return [
        ENTRY,
        customsCheck('goods-check'),
        ...QUARANTINE,
        FEE,
        { ...ELIGIBLE, stage: 'yard' },
        { name: 'line-handover', stage: 'line', agencies: BOTH, mark: 'release', gathers: true },
        { name: 'return-exit', stage: 'left', agencies: ['border-guard'], gathers: true },
      ];
  }
}

/** A step that gathers comes after everything since the last such step; the others come after that one. */
export function genericSteps(direction: Direction, kind: CrossingKind, staged: boolean): Step[] {
  let last: readonly Plan[] = [];
  let open: readonly Plan[] = [];
  return [...(staged ? STAGING : []), ...plans(direction, kind)].map((plan) => {
    const after = plan.gathers === true && open.length > 0 ? open : last;
    if (plan.gathers === true) {
      last = [plan];
      open = [];
    } else open = [...open, plan];
    return {
      id: stepIdSchema.parse(plan.name),
      name: names[plan.name],
      stage: plan.stage,
      agencies: [...plan.agencies],
      after: after.map(({ name }) => stepIdSchema.parse(name)),
      usesPass: plan.mark === 'uses-pass',
      release: plan.mark === 'release',
      grantsEligibility: plan.name === 'release-check',
      optional: plan.mark === 'optional',
      assumed: true,
    };
  });
}
