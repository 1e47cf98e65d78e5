import { GATES, type Gate, gateById } from '../gate/gates';
import type { GateId } from '../shared/identity';
import { CROSSING_KINDS, type CrossingKind, DIRECTIONS, type Direction } from '../shared/vocabulary';
import bnghiExportLineExchange from './documents/bnghi-export-line-exchange.json' with { type: 'json' };
import hnExportLoaded from './documents/hn-export-loaded.json' with { type: 'json' };
import hnImportTransshipment from './documents/hn-import-transshipment.json' with { type: 'json' };
import { genericProcess } from './generic-process';
import { type Process, processSchema } from './process';

/** Documents with a source of their own; their rules are checked by the tests (PR-7). */
export const DOCUMENTED_PROCESSES: readonly Process[] = [
  hnExportLoaded,
  hnImportTransshipment,
  bnghiExportLineExchange,
].map((document) => processSchema.parse(document));

const key = ({ gateId, direction, kind }: Pick<Process, 'gateId' | 'direction' | 'kind'>) =>
  `${gateId}/${direction}/${kind}`;
const documented = new Set(DOCUMENTED_PROCESSES.map(key));

const genericProcesses = (gate: Gate): readonly Process[] =>
  DIRECTIONS.flatMap((direction) =>
    CROSSING_KINDS.map((kind) => genericProcess(gate, direction, kind)),
  ).filter((process) => !documented.has(key(process)));

/** What an installation begins with: one process for every gate × direction × kind (PR-8). */
export const STANDARD_PROCESSES: readonly Process[] = [
  ...DOCUMENTED_PROCESSES,
  ...GATES.flatMap(genericProcesses),
];

const builtIn = new Set<string>(GATES.map(({ code }) => code));

/**
 * What one gate begins with. A gate that was added later begins with the generic ones of its entry as it is now, so that
 * it needs no document to be worked with (GA-6).
 */
export function standardProcesses(gateId: GateId): readonly Process[] {
  if (builtIn.has(gateId)) return STANDARD_PROCESSES.filter((process) => process.gateId === gateId);
  const gate = gateById(gateId);
  return gate === null ? [] : genericProcesses(gate);
}

/** The newest document for a new crossing, else the generic one; null only for a gate that does not exist. */
export function processFor(
  processes: readonly Process[],
  gateId: GateId,
  direction: Direction,
  kind: CrossingKind,
): Process | null {
  const wanted = key({ gateId, direction, kind });
  const fitting = processes
    .filter((process) => key(process) === wanted)
    .reduce<Process | null>(
      (best, next) => (best !== null && best.version >= next.version ? best : next),
      null,
    );
  const gate = gateById(gateId);
  return fitting ?? (gate === null ? null : genericProcess(gate, direction, kind));
}

/** The version a crossing began with (rule 3); null when that document has not arrived here. */
export function processOf(
  processes: readonly Process[],
  named: { readonly id: string; readonly version: number },
): Process | null {
  return processes.find(({ id, version }) => id === named.id && version === named.version) ?? null;
}
