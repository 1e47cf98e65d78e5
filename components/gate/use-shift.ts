import { useCallback, useEffect, useRef, useState } from 'react';
import { burstStep } from '@/domain/admission/burst';
import { blockedRelease } from '@/domain/admission/decide';
import { blocksRecording } from '@/domain/admission/policy';
import type { Decision } from '@/domain/admission/verdict';
import type { EventId, StepId } from '@/domain/shared/identity';
import type { PhotoSubject } from '@/domain/sync/work-bodies';
import type { Deed } from '@/offline/checkpoint/deeds';
import type {
  Confirmed,
  DeedName,
  HoldReason,
  Overridden,
  ScanSource,
  Subject,
  Vehicle,
} from '@/offline/checkpoint/outcome';
import type { OverrideOrder } from '@/offline/checkpoint/override-release';
import { keyOf, readAnew, refused, type Shown, subjectOf } from '@/offline/checkpoint/shown';
import { signalVerdict } from '@/offline/feedback/signal-verdict';
import type { OpenSession } from '@/offline/react/gate-session';

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
  const [gone, setGone] = useState(false);
  const answers = useRef(0);
  const next = useCallback(() => {
    answers.current += 1;
    return answers.current;
  }, []);
  const open = useRef(session);
  open.current = session;
  const shownSubject = shown ? subjectOf(shown.vehicle) : null;
  const shownKey = shownSubject ? keyOf(shownSubject) : '';

  // Ticks of others, pulled meanwhile, change the vehicle on screen; the verdict stays as it was given.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the store's revision is the reason to read again
  useEffect(() => {
    if (!shownSubject) return;
    let current = true;
    session.vehicle(shownSubject).then(
      (vehicle) => {
        // Before the next drawing another may have been scanned: then this is not of the vehicle that stands there.
        if (current && vehicle) setShown(readAnew(shownKey, vehicle));
      },
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [session.revision, shownKey]);

  /** What was read before is of no vehicle that stands here now: it goes, and the officer hears that nobody can tell. */
  const lost = useCallback(() => {
    setGone(true);
    setSaid(null);
    setShown(null);
    signalVerdict('cannot-tell');
  }, []);
  const heed = useCallback((recorded: { readonly kind: string; readonly reason?: string }) => {
    setGone(recorded.kind === 'memory-only' && recorded.reason === 'gone');
  }, []);

  /** `of`: the answer on screen when it was pressed, or given by burst mode. */
  const deed = useCallback(
    async (
      what: DeedName,
      of: Pick<Shown, 'vehicle' | 'nth'>,
      act: (subject: Subject) => Promise<Confirmed | Overridden>,
      plate: string | null = null,
    ) => {
      setBusy(true);
      try {
        const recorded = await act(subjectOf(of.vehicle));
        heed(recorded);
        if (recorded.kind === 'recorded')
          setSaid({ kind: 'undoable', what, eventIds: recorded.events.map((event) => event.id), plate });
        // Rule 4: not recorded; the verdict on screen becomes the reason.
        else if (recorded.kind === 'blocked') setShown(refused(of.nth, recorded.decision, next()));
        return recorded.kind;
      } catch {
        lost();
        return 'lost';
      } finally {
        setBusy(false);
      }
    },
    [heed, lost, next],
  );

  const scan = useCallback(
    async (text: string, source: ScanSource) => {
      const outcome = await open.current.scan(text, source).catch(() => null);
      if (outcome === null) return lost();
      heed(outcome.recorded);
      // In burst mode the undo of the vehicle before stays its five seconds.
      if (!open.current.burst) setSaid(null);
      const { recorded, vehicle, decision } = outcome;
      const scanned = recorded.kind === 'recorded' ? (recorded.events[0]?.id ?? null) : null;
      const given = { vehicle, decision, scanned, nth: next() };
      setShown(given);
      signalVerdict(decision.verdict);
      const { burst, post } = open.current;
      const step = burst ? burstStep(decision, vehicle.steps, post) : null;
      if (step !== null && recorded.kind === 'recorded')
        await deed('step', given, (subject) => open.current.confirmSteps(subject, [step]), plateOf(vehicle));
    },
    [deed, heed, lost, next],
  );

  /** A vehicle found by plate is judged like a scan of its own pass, and recorded as a look-up. */
  const pickFound = useCallback(
    (vehicle: Vehicle) => {
      if (vehicle.record) void scan(vehicle.record.token, 'lookup');
      else setShown({ vehicle, decision: null, scanned: null, nth: next() });
    },
    [scan, next],
  );

  const pick = useCallback(
    async (subject: Subject) => {
      const vehicle = await open.current.vehicle(subject).catch(() => null);
      if (vehicle === null) return lost();
      setGone(false);
      setShown({ vehicle, decision: null, scanned: null, nth: next() });
    },
    [lost, next],
  );

  const confirm = useCallback(
    (steps: readonly StepId[]) => {
      if (shown) void deed('step', shown, (subject) => open.current.confirmSteps(subject, steps));
    },
    [shown, deed],
  );
  const hold = useCallback(
    (reason: HoldReason) => {
      if (shown) void deed('hold', shown, (subject) => open.current.placeHold(subject, reason));
    },
    [shown, deed],
  );
  const lift = useCallback(() => {
    if (shown) void deed('lift', shown, (subject) => open.current.liftHold(subject));
  }, [shown, deed]);

  const act = useCallback(
    (what: Deed) => {
      if (shown) void deed(what.kind, shown, (subject) => open.current.act(subject, what));
    },
    [shown, deed],
  );

  const answer = useCallback(
    (eligible: boolean) => {
      if (shown)
        void deed('eligibility', shown, (subject) => open.current.answerEligibility(subject, eligible));
    },
    [shown, deed],
  );
  const override = useCallback(
    async (order: OverrideOrder): Promise<Overridden['kind']> => {
      if (!shown) return 'unknown-code';
      const kind = await deed('override', shown, (subject) => open.current.overrideRelease(subject, order));
      return kind === 'blocked' || kind === 'lost' ? 'unknown-code' : kind;
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
    try {
      for (const id of said.eventIds) heed(await open.current.undo(id));
      setSaid({ kind: 'undone' });
    } catch {
      lost();
    }
  }, [said, heed, lost]);

  return {
    shown: shown && { ...shown, decision: asItStandsNow(shown, session) },
    said,
    busy,
    /** The disk did not answer when it was last asked. */
    gone,
    scan,
    pick,
    pickFound,
    confirm,
    hold,
    lift,
    act,
    answer,
    override,
    photo,
    undo,
    hush: useCallback(() => setSaid(null), []),
    clear: useCallback(() => {
      setSaid(null);
      setShown(null);
    }, []),
  };
}

/** A release that was blocked is free again with customs' answer or a supervisor's word, whoever brought it (rule 4). */
function asItStandsNow(shown: Shown, session: OpenSession): Decision | null {
  const { vehicle, decision } = shown;
  const release = vehicle.process?.steps.find((step) => step.release);
  if (decision === null || !blocksRecording(decision) || release === undefined)
    return asTheCentreSays(shown, session);
  const { crossing, process } = vehicle;
  const now = Date.now() + (session.sync.clockOffsetMs ?? 0);
  const still = blockedRelease({ now, step: release.id, crossing, process, lastExchangeAt: null });
  return still === null ? null : decision;
}

/** "Accepted here, not yet confirmed" becomes "confirmed" when the centre has this very scan (rule 14). */
function asTheCentreSays({ decision, scanned }: Shown, session: OpenSession): Decision | null {
  if (decision === null || scanned === null) return decision;
  const entry = session.recent.find(({ eventId }) => eventId === scanned);
  return entry?.standing.kind === 'synced' ? { ...decision, confirmation: 'confirmed' } : decision;
}
