import { useCallback, useEffect, useRef, useState } from 'react';
import { burstStep } from '@/domain/admission/burst';
import type { Decision } from '@/domain/admission/verdict';
import type { EventId, StepId } from '@/domain/shared/identity';
import type { PhotoSubject } from '@/domain/sync/work-bodies';
import type { Deed } from '@/offline/checkpoint/deeds';
import type {
  Confirmed,
  DeedName,
  HoldReason,
  ScanSource,
  Subject,
  Vehicle,
} from '@/offline/checkpoint/outcome';
import { signalVerdict } from '@/offline/feedback/signal-verdict';
import type { OpenSession } from '@/offline/react/gate-session';

type Shown = {
  readonly vehicle: Vehicle;
  readonly decision: Decision | null;
  /** The scan's own event, by which the centre's word on it is found. */
  readonly scanned: EventId | null;
};
type Said =
  | {
      readonly kind: 'undoable';
      readonly what: DeedName;
      readonly eventIds: readonly EventId[];
      /** In burst mode the bar names the vehicle: the next one may be on screen already. */
      readonly plate: string | null;
    }
  | { readonly kind: 'undone' };

const plateOf = (vehicle: Vehicle): string | null =>
  (vehicle.crossing?.binding ?? vehicle.claims?.binding)?.plate ?? null;
const subjectOf = (vehicle: Vehicle): Subject => ({ crossingId: vehicle.crossingId, passId: vehicle.passId });

/**
 * The vehicle before the officer and what was just done about it.
 *
 *   ready ──scan · look up · pick──▶ shown ──confirm · hold · lift──▶ shown, undoable for five seconds
 *     ▲                                │
 *     └────────────── next ◀───────────┘   (a further scan simply shows the next vehicle)
 *
 *   In burst mode a scan that says "proceed" confirms by itself; anything else stops at `shown` (AD-17).
 */
export function useShift(session: OpenSession) {
  const [shown, setShown] = useState<Shown | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const [busy, setBusy] = useState(false);
  const open = useRef(session);
  open.current = session;
  const shownSubject = shown ? subjectOf(shown.vehicle) : null;
  const shownKey = shownSubject ? `${shownSubject.crossingId}/${shownSubject.passId}` : '';

  // Ticks of others, pulled meanwhile, change the vehicle on screen; the verdict stays as it was given.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the store's revision is the reason to read again
  useEffect(() => {
    if (!shownSubject) return;
    let current = true;
    session.vehicle(shownSubject).then(
      (vehicle) => {
        if (current && vehicle) setShown((now) => (now ? { ...now, vehicle } : now));
      },
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [session.revision, shownKey]);

  const deed = useCallback(
    async (what: DeedName, act: () => Promise<Confirmed>, plate: string | null = null) => {
      setBusy(true);
      try {
        const recorded = await act();
        if (recorded.kind === 'recorded')
          setSaid({ kind: 'undoable', what, eventIds: recorded.events.map((event) => event.id), plate });
        // Rule 4: not recorded; the verdict on screen becomes the reason.
        else if (recorded.kind === 'blocked')
          setShown((now) => (now ? { ...now, decision: recorded.decision } : now));
      } finally {
        setBusy(false);
      }
    },
    [],
  );

  const scan = useCallback(
    async (text: string, source: ScanSource) => {
      const outcome = await open.current.scan(text, source);
      // In burst mode the undo of the vehicle before stays its five seconds.
      if (!open.current.burst) setSaid(null);
      const { recorded } = outcome;
      const scanned = recorded.kind === 'recorded' ? (recorded.events[0]?.id ?? null) : null;
      setShown({ vehicle: outcome.vehicle, decision: outcome.decision, scanned });
      signalVerdict(outcome.decision.verdict);
      const { burst, post } = open.current;
      const step = burst ? burstStep(outcome.decision, outcome.vehicle.steps, post) : null;
      if (step !== null && recorded.kind === 'recorded')
        await deed(
          'step',
          () => open.current.confirmSteps(subjectOf(outcome.vehicle), [step]),
          plateOf(outcome.vehicle),
        );
    },
    [deed],
  );

  /** A vehicle found by plate is judged like a scan of its own pass, and recorded as a look-up. */
  const pickFound = useCallback(
    (vehicle: Vehicle) => {
      if (vehicle.record) void scan(vehicle.record.token, 'lookup');
      else setShown({ vehicle, decision: null, scanned: null });
    },
    [scan],
  );

  const pick = useCallback(async (subject: Subject) => {
    const vehicle = await open.current.vehicle(subject);
    if (vehicle) setShown({ vehicle, decision: null, scanned: null });
  }, []);

  const confirm = useCallback(
    (steps: readonly StepId[]) => {
      if (shown) void deed('step', () => open.current.confirmSteps(subjectOf(shown.vehicle), steps));
    },
    [shown, deed],
  );
  const hold = useCallback(
    (reason: HoldReason) => {
      if (shown) void deed('hold', () => open.current.placeHold(subjectOf(shown.vehicle), reason));
    },
    [shown, deed],
  );
  const lift = useCallback(() => {
    if (shown) void deed('lift', () => open.current.liftHold(subjectOf(shown.vehicle)));
  }, [shown, deed]);

  const act = useCallback(
    (what: Deed) => {
      if (shown) void deed(what.kind, () => open.current.act(subjectOf(shown.vehicle), what));
    },
    [shown, deed],
  );

  const photo = useCallback(
    async (source: Blob | HTMLVideoElement, of: PhotoSubject) => {
      if (!shown) return null;
      const kept = await open.current.takePhoto(subjectOf(shown.vehicle), source, of);
      if (kept?.kind === 'recorded')
        setSaid({ kind: 'undoable', what: 'photo', eventIds: kept.events.map(({ id }) => id), plate: null });
      return kept;
    },
    [shown],
  );

  const undo = useCallback(async () => {
    if (said?.kind !== 'undoable') return;
    for (const id of said.eventIds) await open.current.undo(id);
    setSaid({ kind: 'undone' });
  }, [said]);

  return {
    shown: shown && { ...shown, decision: asTheCentreSays(shown, session) },
    said,
    busy,
    scan,
    pick,
    pickFound,
    confirm,
    hold,
    lift,
    act,
    photo,
    undo,
    hush: useCallback(() => setSaid(null), []),
    clear: useCallback(() => {
      setSaid(null);
      setShown(null);
    }, []),
  };
}

/** "Accepted here, not yet confirmed" becomes "confirmed" when the centre has this very scan (rule 14). */
function asTheCentreSays({ decision, scanned }: Shown, session: OpenSession): Decision | null {
  if (decision === null || scanned === null) return decision;
  const entry = session.recent.find(({ eventId }) => eventId === scanned);
  return entry?.standing.kind === 'synced' ? { ...decision, confirmation: 'confirmed' } : decision;
}
