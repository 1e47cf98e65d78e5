import type { Stay } from '@/domain/crossing/stay';
import type { PassClaims } from '@/domain/pass/claims';
import type { EventId, GateId, PassId } from '@/domain/shared/identity';
import type { Party, Stage } from '@/domain/shared/vocabulary';

/** What `/p` can show. The token comes from the fragment (never sent to a server log), then lives on this phone. */
export type PassPage =
  | { readonly kind: 'starting' }
  /** No fragment and nothing kept from before. */
  | { readonly kind: 'none' }
  | { readonly kind: 'not-a-pass' }
  | { readonly kind: 'update-needed' }
  | {
      readonly kind: 'pass';
      /** Draw exactly this text as the QR. */
      readonly token: string;
      readonly passId: PassId;
      readonly shortCode: string;
      readonly claims: PassClaims;
      /** Opened from what this phone kept, not from a link. */
      readonly kept: boolean;
      readonly live: PassLive;
    };

/** Last word of the centre about this pass; kept with its age, so that it can be shown without a network. */
export type PassLive =
  | { readonly kind: 'never-heard' }
  | {
      readonly kind: 'known';
      readonly answer: PassAnswer;
      readonly askedAt: number;
      readonly fresh: boolean;
    };

export type PassAnswer = {
  readonly stage: Stage;
  readonly waitingOn: readonly { readonly agency: Party; readonly since: number }[];
  readonly ended: 'completed' | 'cancelled' | 'turned-back' | null;
  /** An officer holds the vehicle. */
  readonly held: boolean;
  readonly revision: number;
  readonly status: 'live' | 'revoked' | 'superseded';
  /** Null once it is under way no longer, and in answers from before there was one. */
  readonly turn: DriverTurn | null;
  /** How long the lorry may stay beyond the line, ms; null where nothing is counted (DE-8). */
  readonly stay: Pick<Stay, 'limitHours' | 'endsAt' | 'backAt'> | null;
  /** Centre's clock, ms. */
  readonly at: number;
  readonly gateId: GateId;
};

/** When this vehicle's turn is, and what it was called to; times in ms. */
export type DriverTurn = {
  readonly call: {
    readonly id: EventId;
    readonly state: 'waiting' | 'called' | 'acknowledged' | 'missed' | 'recalled';
    readonly at: number;
    readonly reason: string | null;
  } | null;
  readonly plannedAt: number | null;
  readonly liveAt: number | null;
  readonly behindMinutes: number | null;
};
