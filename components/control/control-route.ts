import { gateById } from '@/domain/gate/gates';
import type { GateId } from '@/domain/shared/identity';
import { DIRECTIONS, type Direction } from '@/domain/shared/vocabulary';

export const CONTROL_VIEWS = [
  'today',
  'flow',
  'incidents',
  'questions',
  'quarantine',
  'release',
  'neighbour',
  'plan',
  'devices',
  'fees',
  'fleet',
  'continuity',
  'processes',
  'people',
  'gates',
] as const;
export type ControlView = (typeof CONTROL_VIEWS)[number];
export type ControlRoute =
  | { readonly kind: 'view'; readonly gateId: GateId | null; readonly view: Exclude<ControlView, 'flow'> }
  | { readonly kind: 'flow'; readonly gateId: GateId | null; readonly direction: Direction }
  | { readonly kind: 'crossing'; readonly gateId: GateId; readonly crossingId: string }
  | { readonly kind: 'process'; readonly gateId: GateId; readonly processId: string };

/** `HN/today`, `HN/flow`, `HN/flow/import`, `HN/crossing/<id>`, `HN/process/<id>`; anything else is today's view of whatever gate is ours. */
export function parseControlRoute(hash: string): ControlRoute {
  const [gate = '', view = '', id = ''] = hash.split('/');
  const gateId = gateById(gate)?.code ?? null;
  if (view === 'crossing' && gateId !== null && /^[0-9a-f-]{36}$/.test(id)) {
    return { kind: 'crossing', gateId, crossingId: id };
  }
  if (view === 'process' && gateId !== null && /^[a-z0-9-]{3,60}$/.test(id)) {
    return { kind: 'process', gateId, processId: id };
  }
  const known = CONTROL_VIEWS.find((each) => each === view) ?? 'today';
  if (known !== 'flow') return { kind: 'view', gateId, view: known };
  return { kind: 'flow', gateId, direction: DIRECTIONS.find((each) => each === id) ?? 'export' };
}

export const viewHash = (gateId: GateId, view: ControlView): string => `${gateId}/${view}`;
export const flowHash = (gateId: GateId, direction: Direction): string =>
  direction === 'export' ? viewHash(gateId, 'flow') : `${viewHash(gateId, 'flow')}/${direction}`;
export const crossingHash = (gateId: GateId, crossingId: string): string =>
  `${gateId}/crossing/${crossingId}`;
export const processHash = (gateId: GateId, processId: string): string => `${gateId}/process/${processId}`;
