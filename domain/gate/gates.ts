import type { GateId } from '../shared/identity';
import table from './gates.json' with { type: 'json' };

/** Gates of the province from public reports (gates.json says which); `number` stands in the pass and is never reused. */
export type Gate = {
  readonly code: GateId;
  readonly number: number;
  /** North-west to south-east along the border, for a schematic only. */
  readonly order: number;
  readonly vi: string;
  readonly en: string;
  readonly zh: string;
  readonly kind: string;
  readonly counterpart: { readonly vi: string; readonly zh: string };
  readonly routes: readonly string[];
  readonly yards: readonly {
    readonly name: string;
    readonly kind: 'inside' | 'outside' | 'staging';
    /** Vehicles that can stand there. */
    readonly capacity?: number;
    readonly designPerDay?: number;
  }[];
};

/** The table is our own and never changes while we run: its test parses it, so that no page has to. */
export const GATES = table.gates.map((gate) => ({
  yards: [],
  ...gate,
})) as readonly object[] as readonly Gate[];

const byCode = new Map(GATES.map((gate) => [gate.code as string, gate]));
const byNumber = new Map(GATES.map((gate) => [gate.number, gate]));

export const gateById = (id: GateId | string): Gate | null => byCode.get(id) ?? null;
export const gateByNumber = (number: number): Gate | null => byNumber.get(number) ?? null;

/** IANA zones of both clocks (rule 12). */
export const HOME_ZONE = table.province.zone;
export const NEIGHBOUR_ZONE = table.neighbour.zone;
