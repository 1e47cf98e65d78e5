import { gateById } from '@/domain/gate/gates';
import type { PassClaims } from '@/domain/pass/claims';
import { processFor, STANDARD_PROCESSES } from '@/domain/process/standard-processes';
import type { CrossingId, DeviceId, GateId, PassId } from '@/domain/shared/identity';
import type { Binding, EventDraft, ListVersions } from '@/domain/sync/event';
import { declaredBody } from '@/domain/testing/build-events';
import type { DeclareOrder } from './centre';

/** What a simulated centre states: the same words whichever implementation says them. */

const bindingOf = (plate: string): Binding => ({
  plate,
  trailer: null,
  container: null,
  seal: null,
  customsDeclaration: null,
});

type About = {
  readonly crossingId?: CrossingId | null;
  readonly passId?: PassId | null;
  readonly actor?: string;
  readonly lists?: ListVersions;
};
export const centreEnvelope = (gateId: GateId, about: About): Omit<EventDraft, 'type' | 'body'> => ({
  gateId,
  actor: about.actor ?? 'firm-1',
  agency: null,
  shift: null,
  crossingId: about.crossingId ?? null,
  passId: about.passId ?? null,
  step: null,
  direction: about.crossingId === undefined ? null : 'export',
  verdict: null,
  codes: [],
  lists: about.lists ?? null,
  sealed: null,
});

export function declaredDraft({ gateId, crossingId, plate }: DeclareOrder): EventDraft {
  const process = processFor(STANDARD_PROCESSES, gateId, 'export', 'loaded');
  if (process === null) throw new Error(`no process for ${gateId}`);
  return {
    ...centreEnvelope(gateId, { crossingId }),
    type: 'crossing.declared',
    body: {
      ...declaredBody(),
      process: { id: process.id, version: process.version },
      binding: bindingOf(plate),
      rawPlate: plate,
      plannedArrivalAt: null,
    },
  };
}

const LIFE_SECONDS = 30 * 86_400;
const SLACK_SECONDS = 300;

export function claimsOf(order: DeclareOrder, revision: number, now: number): PassClaims {
  const seconds = Math.floor(now / 1000);
  return {
    passId: order.passId,
    revision,
    notBefore: seconds - SLACK_SECONDS,
    notAfter: seconds + LIFE_SECONDS,
    gateNumber: gateById(order.gateId)?.number ?? 0,
    direction: 'export',
    kind: 'loaded',
    staticPrintAllowed: true,
    goodsClass: 'perishable',
    driver: 'Đỗ Hữu Cường',
    binding: bindingOf(order.plate),
  };
}

export function issuedDraft(order: DeclareOrder, claims: PassClaims): EventDraft {
  const { revision, notBefore, notAfter } = claims;
  const { gateId, crossingId, passId } = order;
  return {
    ...centreEnvelope(gateId, { crossingId, passId }),
    type: 'pass.issued',
    body: { revision, notBefore, notAfter },
  };
}

/** What a supervisor takes back: with a reason, for no agency. */
export const undoDraft = (gateId: GateId, about: About, event: DeviceId | string): EventDraft =>
  ({
    ...centreEnvelope(gateId, { ...about, actor: 'supervisor-1' }),
    type: 'event.undone',
    body: { event, reason: 'wrong vehicle' },
  }) as EventDraft;
