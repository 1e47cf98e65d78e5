import type { ContainerSize, VehicleKind } from './entry';
import { paperStanding } from './papers';
import type { Verification } from './verification';

/** What of a declared crossing can be replaced (rule 5). `tractor`: the vehicle that drives, a rigid lorry as well. */
export const SUBSTITUTION_PARTS = ['tractor', 'trailer', 'container', 'driver'] as const;
export type SubstitutionPart = (typeof SUBSTITUTION_PARTS)[number];

/** Allowed for one crossing (assumed: a breakdown, and a driver who falls ill). */
export const MOST_PER_CROSSING = 2;
/** Days over which an officer is shown how often a firm has substituted. */
export const COUNTED_DAYS = 30;

/** Why not, in the order in which it is asked. */
export const SUBSTITUTION_REFUSALS = [
  'FV-ENDED', // the crossing has ended
  'FV-RELEASED', // released already
  'FV-PASS', // its pass was revoked
  'FV-OPEN', // a request of this crossing is waiting
  'FV-MOST', // substituted as often as allowed
  'FV-NOTHING', // there is none to replace
  'FV-FLEET', // not in the firm's fleet, or retired
  'FV-SAME', // it is the declared one
  'FV-KIND', // another kind of vehicle than the part needs
  'FV-UNVERIFIED', // no officer has verified it
  'FV-LICENCE', // its licence to cross is over
  'FV-INSURANCE', // its insurance is over
  'FV-DRIVER', // the driving licence is over
  'FV-BUSY', // on another live crossing
  'FV-MOVE', // a container moves between lorries and no officer has consented
] as const;
export type SubstitutionRefusal = (typeof SUBSTITUTION_REFUSALS)[number];

export type VehicleClass = { readonly kind: VehicleKind; readonly container: ContainerSize };

/** The crossing as it stands. */
export type SubstitutedCrossing = {
  readonly ended: boolean;
  readonly released: boolean;
  readonly hasLivePass: boolean;
  /** Another request of it waits. */
  readonly isAsked: boolean;
  /** Substitutions allowed so far. */
  readonly allowed: number;
  /** Its tractor or trailer was substituted before. */
  readonly isRecoupled: boolean;
  /** What is declared now, as it is written in the binding; null: none, or of a driver not known. */
  readonly declared: Readonly<Record<SubstitutionPart, string | null>>;
  /** Classes of what is declared; null: not known. */
  readonly classes: { readonly tractor: VehicleClass | null; readonly trailer: VehicleClass | null };
};

export type Replacement =
  | {
      readonly part: 'tractor' | 'trailer';
      readonly plate: string;
      readonly class: VehicleClass;
      readonly retired: boolean;
      readonly verification: Verification;
      readonly licenceUntil: string | null;
      readonly insuranceUntil: string | null;
      readonly busy: boolean;
    }
  | { readonly part: 'container'; readonly number: string; readonly busy: boolean }
  | {
      readonly part: 'driver';
      readonly name: string;
      readonly retired: boolean;
      readonly licenceUntil: string | null;
      readonly busy: boolean;
    };

export type SubstitutionVerdict =
  | { readonly kind: 'refused'; readonly code: SubstitutionRefusal }
  | {
      readonly kind: 'may';
      readonly place: PlaceAfter;
      /** A container moves between lorries: an officer has to consent to that by name. */
      readonly needsConsent: boolean;
    };
/** `end-of-hour`: behind everybody else of the hour it holds. */
export type PlaceAfter = 'kept' | 'end-of-hour';

const refused = (code: SubstitutionRefusal): SubstitutionVerdict => ({ kind: 'refused', code });

/**
 * FV-9, FV-12, FV-13: whether this may replace what is declared, and what becomes of the place. Null: the firm has no such
 * entry. `today` is the day at home.
 */
export function judgeSubstitution(
  part: SubstitutionPart,
  crossing: SubstitutedCrossing,
  replacement: Replacement | null,
  today: string,
): SubstitutionVerdict {
  if (crossing.ended) return refused('FV-ENDED');
  if (crossing.released) return refused('FV-RELEASED');
  if (!crossing.hasLivePass) return refused('FV-PASS');
  if (crossing.isAsked) return refused('FV-OPEN');
  if (crossing.allowed >= MOST_PER_CROSSING) return refused('FV-MOST');
  // A driver may not have been known yet; a trailer that there is none of is no substitution.
  if (part !== 'driver' && crossing.declared[part] === null) return refused('FV-NOTHING');
  if (replacement === null || replacement.part !== part) return refused('FV-FLEET');
  switch (replacement.part) {
    case 'tractor':
    case 'trailer': {
      const code = vehicleRefusal(replacement, crossing, today);
      if (code !== null) return refused(code);
      const isSame = isSameClass(crossing.classes[replacement.part], replacement.class);
      return { kind: 'may', place: isSame ? 'kept' : 'end-of-hour', needsConsent: false };
    }
    case 'container':
      if (replacement.number === crossing.declared.container) return refused('FV-SAME');
      return { kind: 'may', place: 'kept', needsConsent: replacement.busy || crossing.isRecoupled };
    case 'driver':
      if (replacement.retired) return refused('FV-FLEET');
      if (replacement.name === crossing.declared.driver) return refused('FV-SAME');
      if (paperStanding(replacement.licenceUntil, today).kind === 'expired') return refused('FV-DRIVER');
      return replacement.busy ? refused('FV-BUSY') : { kind: 'may', place: 'kept', needsConsent: false };
  }
}

function vehicleRefusal(
  vehicle: Extract<Replacement, { part: 'tractor' | 'trailer' }>,
  { declared }: SubstitutedCrossing,
  today: string,
): SubstitutionRefusal | null {
  if (vehicle.retired) return 'FV-FLEET';
  if (vehicle.plate === declared[vehicle.part]) return 'FV-SAME';
  if ((vehicle.class.kind === 'trailer') !== (vehicle.part === 'trailer')) return 'FV-KIND';
  if (vehicle.part === 'tractor' && declared.trailer !== null && vehicle.class.kind !== 'tractor')
    return 'FV-KIND';
  if (vehicle.verification.kind === 'unverified') return 'FV-UNVERIFIED';
  if (paperStanding(vehicle.licenceUntil, today).kind === 'expired') return 'FV-LICENCE';
  if (paperStanding(vehicle.insuranceUntil, today).kind === 'expired') return 'FV-INSURANCE';
  return vehicle.busy ? 'FV-BUSY' : null;
}

/** FV-12: what is not known to be of the same class is not. A tractor's class is that it is one. */
export function isSameClass(before: VehicleClass | null, after: VehicleClass): boolean {
  if (before === null || before.kind !== after.kind) return false;
  return before.kind === 'tractor' || before.container === after.container;
}
