import type * as z from 'zod';
import { tidyText } from '../identifiers/fold-text';
import { OF_PROVINCE } from '../shared/identity';
import { err, ok, type Result } from '../shared/result';
import { type GateEntry, gateEntrySchema, gatesSchema } from './gate-entry';
import { kmBetween } from './km-between';

/** Why a table of gates may not be saved. Closed set; `path` is the field to mend (`3.routes.0.code`). */
export const GATE_FAULTS = [
  'GT-SHAPE', // something that no screen makes
  'GT-NAME', // no name, or too long a one
  'GT-CODE', // not two to eight capital letters
  'GT-NUMBER', // not a number that makes sense here
  'GT-TWICE', // two of one code, number or name
  'GT-CHANGED', // the number of a gate that is there already: it stands in passes
  'GT-GONE', // a gate or a route that was there is missing: it can be closed, not removed
  'GT-FAR', // further from every other gate than the province is long
  'GT-LAST', // every gate is closed
] as const;
export type GateFaultCode = (typeof GATE_FAULTS)[number];
export type GateFault = { readonly code: GateFaultCode; readonly path: string };

/** A wrong place would accuse honest lorries of being in two at once (IN-9). */
const FARTHEST_KM = 300;

/** GA-2: whether these gates may follow those that hold, and if not, why, field by field. */
export function checkGates(
  gates: readonly GateEntry[],
  holds: readonly GateEntry[],
): Result<readonly GateEntry[], readonly GateFault[]> {
  const tidy = gates.map(tidied);
  const shape = gatesSchema.safeParse(tidy);
  const faults = [
    ...(shape.success ? [] : shape.error.issues.map(faultOfIssue)),
    ...tidy.flatMap((gate, at) => faultsOfGate(gate, at, tidy, holds)),
    ...goneFrom(tidy, holds),
    ...(tidy.every(({ closed }) => closed) ? [{ code: 'GT-LAST', path: '' } as const] : []),
  ];
  const first = faults.filter(({ path }, at) => faults.findIndex((other) => other.path === path) === at);
  return first.length > 0 || !shape.success ? err(first) : ok(shape.data);
}

/** Faults of a field and of everything in it. */
export const faultsUnder = (faults: readonly GateFault[], path: string): readonly GateFault[] =>
  faults.filter((fault) => fault.path === path || fault.path.startsWith(`${path}.`));

/** Spaces at the ends, and more than one between two words, are nobody's name. */
const tidied = (gate: GateEntry): GateEntry => ({
  ...gate,
  vi: tidyText(gate.vi),
  en: tidyText(gate.en),
  zh: tidyText(gate.zh),
  counterpart: { vi: tidyText(gate.counterpart.vi), zh: tidyText(gate.counterpart.zh) },
  routes: gate.routes.map((route) => ({ ...route, code: tidyText(route.code) })),
  yards: gate.yards.map((yard) => ({ ...yard, name: tidyText(yard.name), access: tidyText(yard.access) })),
});

const NUMBERS = new Set(['number', 'capacity', 'designPerDay', 'position']);
const NAMES = new Set(['vi', 'en', 'zh', 'name', 'access', 'code']);

function faultOfIssue({ path }: z.core.$ZodIssue): GateFault {
  const names = path.map(String);
  const place = names.includes('position') ? names.slice(0, names.indexOf('position') + 1) : names;
  const last = place.at(-1) ?? '';
  const code =
    last === 'code' && !names.includes('routes')
      ? 'GT-CODE'
      : NUMBERS.has(last)
        ? 'GT-NUMBER'
        : NAMES.has(last)
          ? 'GT-NAME'
          : 'GT-SHAPE';
  return { code, path: place.join('.') };
}

function faultsOfGate(
  gate: GateEntry,
  at: number,
  all: readonly GateEntry[],
  holds: readonly GateEntry[],
): readonly GateFault[] {
  const others = all.filter((_, place) => place !== at);
  const fault = (code: GateFaultCode, field: string): GateFault => ({ code, path: `${at}.${field}` });
  const before = holds.find(({ code }) => code === gate.code);
  const { position } = gate;
  const places = others.flatMap((other) => other.position ?? []).length;
  const isFar =
    position !== null &&
    gateEntrySchema.shape.position.safeParse(position).success &&
    places > 0 &&
    others.every((other) => other.position === null || kmBetween(position, other.position) > FARTHEST_KM);
  return [
    ...(gate.code === OF_PROVINCE || others.some(({ code }) => code === gate.code)
      ? [fault('GT-TWICE', 'code')]
      : []),
    ...(others.some(({ number }) => number === gate.number) ? [fault('GT-TWICE', 'number')] : []),
    ...(before !== undefined && before.number !== gate.number ? [fault('GT-CHANGED', 'number')] : []),
    ...(isFar ? [fault('GT-FAR', 'position')] : []),
    ...twice(gate.routes.map(({ code }) => code)).map((nth) => fault('GT-TWICE', `routes.${nth}.code`)),
    ...twice(gate.yards.map(({ name }) => name)).map((nth) => fault('GT-TWICE', `yards.${nth}.name`)),
  ];
}

/** Places of those that repeat an earlier one. */
const twice = (names: readonly string[]): readonly number[] =>
  names.flatMap((name, at) => (name !== '' && names.indexOf(name) < at ? [at] : []));

function goneFrom(gates: readonly GateEntry[], holds: readonly GateEntry[]): readonly GateFault[] {
  return holds.flatMap((before): readonly GateFault[] => {
    const at = gates.findIndex(({ code }) => code === before.code);
    const after = gates[at];
    if (after === undefined) return [{ code: 'GT-GONE', path: '' }];
    const isWhole = before.routes.every((route) => after.routes.some(({ code }) => code === route.code));
    return isWhole ? [] : [{ code: 'GT-GONE', path: `${at}.routes` }];
  });
}
