import type { CrossingId, GateId, PassId } from '@/domain/shared/identity';
import type { Direction } from '@/domain/shared/vocabulary';
import type { EventDraft } from '@/domain/sync/event';

type Envelope = Omit<EventDraft, 'type' | 'body'>;

export type About = {
  readonly crossingId?: CrossingId | null;
  readonly passId?: PassId | null;
  readonly direction?: Direction | null;
  readonly actor?: string | null;
  readonly lists?: Envelope['lists'];
  /** From `sealPersonal`. */
  readonly sealed?: string | null;
};

/** The envelope of a fact that the centre states; type and body are the caller's. */
export function centreDraft(gateId: GateId, about: About): Envelope {
  return {
    gateId,
    actor: about.actor ?? null,
    agency: null,
    shift: null,
    crossingId: about.crossingId ?? null,
    passId: about.passId ?? null,
    step: null,
    direction: about.direction ?? null,
    verdict: null,
    codes: [],
    lists: about.lists ?? null,
    sealed: about.sealed ?? null,
  };
}
