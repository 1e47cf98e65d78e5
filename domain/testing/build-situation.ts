import { defaultPlan } from '../flow/default-plan';
import type { Situation, Standing } from '../flow/situation';
import { gateById } from '../gate/gates';
import { gateIdSchema } from '../shared/identity';
import { crossingNo, MINUTE, MORNING } from './build-events';

const HOUR = 60 * MINUTE;

/** A vehicle in the staging yard since an hour ago; a test says what is different. */
export const standing = (n: number, over: Partial<Standing> = {}): Standing => ({
  crossingId: crossingNo(n),
  plate: `12C${10_000 + n}`,
  goods: 'perishable',
  trusted: false,
  goodsName: 'Sầu riêng tươi',
  firmName: 'Công ty CP Xuân Cương',
  stage: 'staging',
  stageSince: MORNING - HOUR,
  declaredAt: MORNING - 5 * HOUR,
  plannedAt: MORNING - HOUR + n * MINUTE,
  toldAt: null,
  arrivedAt: MORNING - HOUR,
  insideAt: null,
  readyAt: null,
  clearedAt: null,
  held: false,
  twoStage: true,
  hasSlot: false,
  callable: true,
  yard: null,
  postponed: false,
  seen: null,
  ...over,
});

/** Exports of Hữu Nghị at nine in the morning, nobody there, nothing told, nothing measured. */
export function situation(over: Partial<Situation> = {}): Situation {
  const gate = gateById('HN');
  if (gate === null) throw new Error('no gate');
  return {
    gateId: gateIdSchema.parse('HN'),
    direction: 'export',
    now: MORNING,
    content: defaultPlan(gate),
    told: [],
    leftAt: [],
    ready: [],
    travel: { medianMs: 18 * MINUTE, p90Ms: 40 * MINUTE, measured: false },
    service: { medianMs: 9 * MINUTE, p90Ms: 25 * MINUTE, measured: false },
    standing: [],
    places: { staging: 0, gate: 0 },
    calls: [],
    called: new Map(),
    history: [],
    latest: [],
    classShares: {},
    widths: [],
    ...over,
  };
}
