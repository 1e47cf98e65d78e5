import { gateById } from '@/domain/gate/gates';
import type { GateId } from '@/domain/shared/identity';

export const CONTROL_VIEWS = [
  'today',
  'incidents',
  'quarantine',
  'release',
  'neighbour',
  'plan',
  'devices',
  'continuity',
  'processes',
  'people',
] as const;
export type ControlView = (typeof CONTROL_VIEWS)[number];
export type ControlRoute =
  | { readonly kind: 'view'; readonly gateId: GateId | null; readonly view: ControlView }
  | { readonly kind: 'crossing'; readonly gateId: GateId; readonly crossingId: string }
  | { readonly kind: 'process'; readonly gateId: GateId; readonly processId: string };

/** `HN/today`, `HN/crossing/<id>`, `HN/process/<id>`; anything else is today's view of whatever gate is ours. */
export function parseControlRoute(hash: string): ControlRoute {
  const [gate = '', view = '', id = ''] = hash.split('/');
  const gateId = gateById(gate)?.code ?? null;
  if (view === 'crossing' && gateId !== null && /^[0-9a-f-]{36}$/.test(id)) {
    return { kind: 'crossing', gateId, crossingId: id };
  }
  if (view === 'process' && gateId !== null && /^[a-z0-9-]{3,60}$/.test(id)) {
    return { kind: 'process', gateId, processId: id };
  }
  return { kind: 'view', gateId, view: CONTROL_VIEWS.find((known) => known === view) ?? 'today' };
}

export const viewHash = (gateId: GateId, view: ControlView): string => `${gateId}/${view}`;
export const crossingHash = (gateId: GateId, crossingId: string): string =>
  `${gateId}/crossing/${crossingId}`;
export const processHash = (gateId: GateId, processId: string): string => `${gateId}/process/${processId}`;
