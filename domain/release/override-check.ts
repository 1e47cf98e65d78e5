import type { EventId } from '../shared/identity';
import type { GateEventOf } from '../sync/event';

type OverrideOutcome = GateEventOf<'override.checked'>['body']['outcome'];
type Named = { readonly id: string; readonly name: string };

/** A release that went on by a supervisor's word, as the control room sees it (RE-5). Times in ms. */
export type OverrideToCheck = {
  readonly override: EventId;
  readonly crossingId: string | null;
  readonly plate: string | null;
  readonly at: number;
  readonly recordedAt: number;
  readonly deviceName: string;
  readonly checkpoint: string;
  readonly reason: string;
  readonly approvedBy: Named;
  readonly officer: Named | null;
  readonly checked: {
    readonly outcome: OverrideOutcome;
    readonly note: string;
    readonly by: string;
    readonly at: number;
  } | null;
};

/** RE-5: a third pair of eyes: neither who approved nor who asked for it. */
export const mayCheckOverride = (
  person: string,
  event: Pick<GateEventOf<'release.overridden'>, 'actor' | 'body'>,
): boolean => person !== event.body.approvedBy && person !== event.actor;
