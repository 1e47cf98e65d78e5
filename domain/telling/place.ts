import type { CrossingId, GateId } from '../shared/identity';
import type { TellingKind } from './telling-kind';

/** Names a declaration in the address of a view of `/declare`. */
export const talkHash = (gateId: GateId, crossingId: CrossingId | string): string =>
  `talk-${gateId}-${crossingId}`;

/** What a telling is about: a crossing at a gate, or an entry of the firm's fleet. */
export type ToldSubject = {
  readonly gateId: GateId;
  /** Null: a paper of the fleet. */
  readonly crossingId: string | null;
  readonly values: Readonly<Record<string, string | number>>;
};

/** Where somebody of the firm finds the thing itself. */
export function placeOfTelling(kind: TellingKind, { gateId, crossingId, values }: ToldSubject): string {
  if (crossingId === null) return values.paper === 'driving' ? '/declare#fleet-driver' : '/declare#fleet';
  switch (kind) {
    case 'question':
    case 'late-due':
      return '/declare';
    case 'slot-got':
    case 'slot-moved':
    case 'slot-missed':
    case 'slot-unmet':
      return `/declare#slot-${gateId}-${crossingId}`;
    case 'fee-due':
    case 'fee-paid':
      return `/declare#fee-${gateId}-${crossingId}`;
    default:
      return `/declare#${talkHash(gateId, crossingId)}`;
  }
}
