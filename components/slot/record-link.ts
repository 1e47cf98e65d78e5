import type { GateId } from '@/domain/shared/identity';

/** The public record of a gate, at one reference or at all. */
export const recordHref = (gateId: GateId, reference?: string): string =>
  `/slots/${gateId}${reference === undefined ? '' : `#${reference}`}`;
