import { assertNever } from '../shared/result';
import type { Stage } from '../shared/vocabulary';

/** What the driver does now, in one sign: for whoever reads little, or drives. */
export const DRIVER_SIGNS = ['stop', 'go', 'wait', 'drive', 'done'] as const;
export type DriverSign = (typeof DRIVER_SIGNS)[number];

export type Known = {
  readonly status: 'live' | 'revoked' | 'superseded';
  readonly ended: 'completed' | 'cancelled' | 'turned-back' | null;
  readonly held: boolean;
  readonly stage: Stage;
  readonly call: 'waiting' | 'called' | 'acknowledged' | 'missed' | 'recalled' | null;
};

/**
 * PO-2, in this order: what forbids beats what is over, that beats a hold, that beats a call, that beats where it stands.
 * Of what nobody has said there is no sign: the caller shows none (principle 2).
 */
export function driverSign({ status, ended, held, stage, call }: Known): DriverSign {
  if (status !== 'live' || ended === 'cancelled' || ended === 'turned-back') return 'stop';
  if (ended === 'completed' || stage === 'left') return 'done';
  if (held) return 'stop';
  switch (stage) {
    case 'declared':
    case 'staging':
      if (call === 'called' || call === 'acknowledged' || call === 'missed') return 'go';
      return call === 'recalled' || stage === 'staging' ? 'wait' : 'drive';
    case 'called':
      return call === 'recalled' ? 'wait' : 'go';
    case 'gate':
    case 'yard':
      return 'wait';
    case 'line':
      return 'drive';
    default:
      return assertNever(stage);
  }
}
