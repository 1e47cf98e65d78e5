import { canonicalJson } from '../sync/canonical-json';
import type { GateEntry } from './gate-entry';

type Value = string | number | boolean | null;
/** What another table changes, gate by gate in its order (GA-3). */
export type GateChange =
  | { readonly kind: 'added'; readonly gate: GateEntry }
  | { readonly kind: 'removed'; readonly gate: GateEntry }
  | { readonly kind: 'moved'; readonly gate: GateEntry; readonly from: number; readonly to: number }
  | {
      readonly kind: 'changed';
      readonly gate: GateEntry;
      readonly field: string;
      /** Of a yard or a route: which. */
      readonly of: string | null;
      readonly from: Value;
      readonly to: Value;
    };

const textOf = (value: unknown): Value => {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as Value;
  return Array.isArray(value) ? value.join(', ') : canonicalJson(value);
};

/** Fields of two records that differ; nested records by dotted names. */
function differing(
  before: object,
  after: object,
  prefix = '',
): readonly { readonly field: string; readonly from: Value; readonly to: Value }[] {
  return Object.entries(after).flatMap(([name, to]) => {
    const from: unknown = Reflect.get(before, name);
    if (canonicalJson(from ?? null) === canonicalJson(to)) return [];
    if (
      typeof to === 'object' &&
      to !== null &&
      !Array.isArray(to) &&
      typeof from === 'object' &&
      from !== null
    )
      return differing(from, to, `${prefix}${name}.`);
    return [{ field: `${prefix}${name}`, from: textOf(from ?? null), to: textOf(to) }];
  });
}

/** Members of a list by their own name; one that came or went is a change of the whole. */
function listChanges<T extends object>(
  gate: GateEntry,
  field: 'route' | 'yard',
  before: readonly T[],
  after: readonly T[],
  nameOf: (one: T) => string,
): readonly GateChange[] {
  const was = (name: string) => before.find((one) => nameOf(one) === name);
  return [
    ...after.flatMap((one): readonly GateChange[] => {
      const old = was(nameOf(one));
      const about = { kind: 'changed', gate, of: nameOf(one) } as const;
      if (old === undefined) return [{ ...about, field: `${field}s`, from: null, to: nameOf(one) }];
      return differing(old, one).map((change) => ({
        ...about,
        ...change,
        field: `${field}.${change.field}`,
      }));
    }),
    ...before
      .filter((old) => !after.some((one) => nameOf(one) === nameOf(old)))
      .map(
        (old): GateChange => ({
          kind: 'changed',
          gate,
          of: nameOf(old),
          field: `${field}s`,
          from: nameOf(old),
          to: null,
        }),
      ),
  ];
}

/** Empty for the same table. */
export function compareGates(
  before: readonly GateEntry[],
  after: readonly GateEntry[],
): readonly GateChange[] {
  const codes = (gates: readonly GateEntry[], others: readonly GateEntry[]) =>
    gates.filter((gate) => others.some(({ code }) => code === gate.code)).map(({ code }) => code);
  // Where a gate stands among those that are in both: an added one moves nobody.
  const [stood, stands] = [codes(before, after), codes(after, before)];
  return [
    ...after.flatMap((gate): readonly GateChange[] => {
      const old = before.find(({ code }) => code === gate.code);
      if (old === undefined) return [{ kind: 'added', gate }];
      const { routes: oldRoutes, yards: oldYards, ...oldFields } = old;
      const { routes, yards, ...fields } = gate;
      const [from, to] = [stood.indexOf(gate.code), stands.indexOf(gate.code)];
      return [
        ...(from === to ? [] : [{ kind: 'moved', gate, from: from + 1, to: to + 1 } as const]),
        ...differing(oldFields, fields).map(
          (change): GateChange => ({ kind: 'changed', gate, of: null, ...change }),
        ),
        ...listChanges(gate, 'route', oldRoutes, routes, ({ code }) => code),
        ...listChanges(gate, 'yard', oldYards, yards, ({ name }) => name),
      ];
    }),
    ...before
      .filter(({ code }) => !after.some((gate) => gate.code === code))
      .map((gate): GateChange => ({ kind: 'removed', gate })),
  ];
}
