import type { Agency } from '@/domain/shared/vocabulary';

/** What the guide tells, in its order. */
const COMMON = ['scan', 'verdicts', 'confirm', 'offline', 'work', 'shift', 'trouble', 'paper'] as const;
export type GuideTopic = (typeof COMMON)[number] | 'release' | 'yard' | 'quarantine' | 'supervisor';

const OWN: Readonly<Record<Agency, readonly GuideTopic[]>> = {
  'border-guard': ['release'],
  customs: ['release'],
  'medical-quarantine': ['quarantine'],
  'plant-quarantine': ['quarantine'],
  'animal-quarantine': ['quarantine'],
  transport: ['yard'],
  yard: ['yard'],
  'gate-centre': ['supervisor', 'release'],
};

/** The force's own topics first behind what everybody must know; supervisors (no force) get theirs. */
export function guideTopics(agency: Agency | null): readonly GuideTopic[] {
  const [scan, verdicts, ...rest] = COMMON;
  const own = agency === null ? (['supervisor', 'release'] as const) : OWN[agency];
  return [scan, verdicts, ...own, ...rest];
}
