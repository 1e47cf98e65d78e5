import { DIRECTIONS, type Direction } from '../shared/vocabulary';
import { canonicalJson } from '../sync/canonical-json';
import type { CalendarRule } from './calendar';
import type { PlanContent } from './flow-plan';
import type { Lever } from './levers';
import type { Ratio } from './order-class';

type Lane = PlanContent['lanes'][number];
type Yard = PlanContent['yards'][number];

/** What another plan changes, in the order of the screen. A changed lane or yard is one of the same name. */
export type PlanChange =
  | { readonly part: 'rule'; readonly kind: 'added' | 'removed'; readonly rule: CalendarRule }
  | { readonly part: 'lane'; readonly kind: 'added' | 'removed'; readonly lane: Lane }
  | { readonly part: 'lane'; readonly kind: 'changed'; readonly lane: Lane; readonly before: Lane }
  | { readonly part: 'yard'; readonly kind: 'added' | 'removed'; readonly yard: Yard }
  | { readonly part: 'yard'; readonly kind: 'changed'; readonly yard: Yard; readonly before: Yard }
  | {
      readonly part: 'ratio';
      readonly kind: 'changed';
      readonly direction: Direction;
      readonly ratio: Ratio;
      readonly before: Ratio;
    }
  | { readonly part: 'lever'; readonly kind: 'added' | 'removed'; readonly lever: Lever }
  | {
      readonly part: 'second-person';
      readonly kind: 'changed';
      readonly from: number;
      readonly before: number;
    };

const same = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);
/** Those of `these` that `others` lack: each of the others stands for one. */
function lacking<T>(these: readonly T[], others: readonly T[]): readonly T[] {
  const left = others.map((each) => canonicalJson(each));
  return these.filter((each) => {
    const at = left.indexOf(canonicalJson(each));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
/** A turn of none is no turn. */
const plain = (ratio: Ratio) => Object.fromEntries(Object.entries(ratio).filter(([, turns]) => turns !== 0));

type Named<T> =
  | { readonly kind: 'added' | 'removed'; readonly one: T }
  | { readonly kind: 'changed'; readonly one: T; readonly before: T };

function byName<T>(
  before: readonly T[],
  after: readonly T[],
  nameOf: (one: T) => string,
): readonly Named<T>[] {
  const was = (name: string) => before.find((one) => nameOf(one) === name);
  return [
    ...after.flatMap((one): readonly Named<T>[] => {
      const old = was(nameOf(one));
      if (old === undefined) return [{ kind: 'added', one }];
      return same(old, one) ? [] : [{ kind: 'changed', one, before: old }];
    }),
    ...before
      .filter((old) => !after.some((one) => nameOf(one) === nameOf(old)))
      .map((one) => ({ kind: 'removed' as const, one })),
  ];
}
/** One yard inside has its share of each direction under the same name. */
export const yardName = ({ name, kind, direction }: Yard): string => `${name.trim()} ${kind} ${direction}`;

/** What `after` changes against `before` (FL-62); empty for the same plan, however it is written. */
export function comparePlans(before: PlanContent, after: PlanContent): readonly PlanChange[] {
  return [
    ...lacking(after.calendar, before.calendar).map(
      (rule) => ({ part: 'rule', kind: 'added', rule }) as const,
    ),
    ...lacking(before.calendar, after.calendar).map(
      (rule) => ({ part: 'rule', kind: 'removed', rule }) as const,
    ),
    ...byName(before.lanes, after.lanes, ({ name }) => name).map(
      ({ one, ...change }): PlanChange => ({ part: 'lane', lane: one, ...change }),
    ),
    ...byName(before.yards, after.yards, yardName).map(
      ({ one, ...change }): PlanChange => ({ part: 'yard', yard: one, ...change }),
    ),
    ...DIRECTIONS.filter((way) => !same(plain(before.ratios[way]), plain(after.ratios[way]))).map(
      (direction): PlanChange => ({
        part: 'ratio',
        kind: 'changed',
        direction,
        ratio: after.ratios[direction],
        before: before.ratios[direction],
      }),
    ),
    ...lacking(after.levers, before.levers).map(
      (lever) => ({ part: 'lever', kind: 'added', lever }) as const,
    ),
    ...lacking(before.levers, after.levers).map(
      (lever) => ({ part: 'lever', kind: 'removed', lever }) as const,
    ),
    ...(before.secondPersonFrom === after.secondPersonFrom
      ? []
      : [
          {
            part: 'second-person',
            kind: 'changed',
            from: after.secondPersonFrom,
            before: before.secondPersonFrom,
          } as const,
        ]),
  ];
}
