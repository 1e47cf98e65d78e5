import { type Author, undoVersion, type Version } from '../shared/versions';
import type { GateEntry } from './gate-entry';
import { BUILT_IN_GATES } from './gates';

export type GatesVersion = Version<readonly GateEntry[]>;

/** A line of the history; what the program came with has nobody's name. */
export type GatesLine = Omit<GatesVersion, 'madeAt' | 'madeBy' | 'reason'> & {
  readonly madeAt: number | null;
  readonly madeBy: string | null;
  readonly reason: string | null;
};

/** Version 0: what the program came with. */
export const FIRST_GATES: GatesVersion = {
  version: 0,
  madeAt: 0,
  madeBy: '',
  reason: '',
  sameAs: null,
  content: BUILT_IN_GATES,
};

/**
 * GA-4: the change before taken back. What was added since is not removed again, since passes and logs may name it: a gate
 * stays as a closed one, a route as well.
 */
export function undoGates(history: readonly GatesVersion[], author: Author): GatesVersion | null {
  const back = undoVersion(history, author);
  const newest = history.at(-1);
  if (back === null || newest === undefined) return null;
  const kept = back.content.map((gate) => {
    const now = newest.content.find(({ code }) => code === gate.code);
    const added = (now?.routes ?? []).filter(({ code }) => !gate.routes.some((route) => route.code === code));
    return added.length === 0
      ? gate
      : { ...gate, routes: [...gate.routes, ...added.map((route) => ({ ...route, closed: true }))] };
  });
  const added = newest.content
    .filter(({ code }) => !back.content.some((gate) => gate.code === code))
    .map((gate) => ({ ...gate, closed: true }));
  return { ...back, content: [...kept, ...added] };
}

/** An entry to begin with: everything that must be said is empty, so that nobody saves what nobody said. */
export function blankGate(gates: readonly GateEntry[]): GateEntry {
  const number = Math.max(0, ...gates.map((gate) => gate.number)) + 1;
  return {
    code: '' as GateEntry['code'],
    number,
    vi: '',
    en: '',
    zh: '',
    kind: 'sub-gate',
    counterpart: { vi: '', zh: '' },
    routes: [],
    yards: [],
    position: null,
    closed: false,
  };
}
