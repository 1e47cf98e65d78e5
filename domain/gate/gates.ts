import type { GateId } from '../shared/identity';
import type { GateEntry, Route } from './gate-entry';
import table from './gates.json' with { type: 'json' };

/** One gate as everybody reads it. */
export type Gate = Omit<GateEntry, 'routes'> & {
  /** North-west to south-east along the border, from 1, for a schematic only. */
  readonly order: number;
  /** Codes of its routes that are open. */
  readonly routes: readonly string[];
  readonly routeTable: readonly Route[];
};

/** The table in force and which version of it; 0 is what the program came with. */
export type GateTable = { readonly version: number; readonly gates: readonly Gate[] };
type Index = GateTable & {
  readonly byCode: ReadonlyMap<string, Gate>;
  readonly byNumber: ReadonlyMap<number, Gate>;
};

const gateOf = (entry: GateEntry, place: number): Gate => ({
  ...entry,
  order: place + 1,
  routes: entry.routes.flatMap(({ code, closed }) => (closed ? [] : [code])),
  routeTable: entry.routes,
});

function indexOf(version: number, entries: readonly GateEntry[]): Index {
  const gates = entries.map(gateOf);
  return {
    version,
    gates,
    byCode: new Map(gates.map((gate) => [gate.code, gate])),
    byNumber: new Map(gates.map((gate) => [gate.number, gate])),
  };
}

/** Gates of the province from public reports (gates.json says which). Its test parses it, so that no page has to. */
export const BUILT_IN_GATES = table.gates as readonly object[] as readonly GateEntry[];
const BUILT_IN = indexOf(0, BUILT_IN_GATES);
/** Those the program came with: what an installation begins with, and what pages are built for. */
export const GATES: readonly Gate[] = BUILT_IN.gates;

/**
 * The one thing here that is not fixed (decision 082): which gates there are is known like the time zones are, by everyone
 * in one process at once, and replaced as a whole. On `globalThis`, since a server has this module more than once.
 */
const held = globalThis as typeof globalThis & { gateTable?: Index };
const inForce = (): Index => held.gateTable ?? BUILT_IN;

/** Puts a table in force in this process. An older version than the one that holds changes nothing. @returns whether it did */
export function putGatesInForce(version: number, entries: readonly GateEntry[]): boolean {
  if (version <= inForce().version) return false;
  held.gateTable = indexOf(version, entries);
  return true;
}

/** Back to what the program came with: for tests, and for a centre that was set back. */
export function forgetGates(): void {
  delete held.gateTable;
}

export const gateTable = (): GateTable => inForce();
/** Every gate there is or was. */
export const allGates = (): readonly Gate[] => inForce().gates;
/** Those where something can begin. */
export const openGates = (): readonly Gate[] => inForce().gates.filter(({ closed }) => !closed);

export const gateById = (id: GateId | string): Gate | null => inForce().byCode.get(id) ?? null;
export const gateByNumber = (number: number): Gate | null => inForce().byNumber.get(number) ?? null;

/** IANA zones of both clocks (rule 12). */
export const HOME_ZONE = table.province.zone;
export const NEIGHBOUR_ZONE = table.neighbour.zone;
