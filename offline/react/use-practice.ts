import { useEffect, useState } from 'react';
import type { PracticePass } from '../practice/practice-passes';
import { createPractice, type Practice } from '../practice/practice-tablet';
import type { Clock } from '../sync/clock';
import type { RandomBytes } from '../unlock/vault';
import { coalesced } from './coalesce';
import type { OpenSession } from './gate-session';
import { tabletSession } from './open-session';

export type PracticeView =
  | { readonly kind: 'starting' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'open'; readonly session: OpenSession; readonly passes: readonly PracticePass[] };

const random: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));

/** A practice for as long as it is on screen (OF-60). Of the real session it takes names only, and how to lock. */
export function usePractice(
  real: Pick<OpenSession, 'enrolment' | 'officer' | 'lock' | 'shift'>,
): PracticeView {
  const [view, setView] = useState<PracticeView>({ kind: 'starting' });
  const { gateId, agency, checkpoint } = real.enrolment;
  const { id, name } = real.officer;
  const { lock, shift } = real;
  // The shift's doors are those of the moment practice began: they are not shown in practice.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new look at the real tablet must not begin practice anew
  useEffect(() => {
    let isOver = false;
    let end = () => {};
    let revision = 0;
    const clock: Clock = { wall: Date.now, mono: () => performance.now(), boot: crypto.randomUUID() };
    const show = (practice: Practice) => {
      const turn = async () => {
        await practice.tablet.exchange();
        refresh();
      };
      const since = clock.wall();
      const sender = {
        turn,
        retry: turn,
        connection: () => ({ kind: 'online', since }) as const,
        exchanging: () => false,
      };
      const refresh = coalesced(async () => {
        revision += 1;
        const { tablet, passes } = practice;
        const session = await tabletSession({ tablet, sender, touch: () => {}, revision });
        if (!isOver) setView({ kind: 'open', session: { ...session, lock, shift }, passes });
      });
      end = practice.subscribe(refresh);
      refresh();
    };
    createPractice({ gateId, agency, checkpoint, officer: { id, name }, clock, random })
      .then((practice) => {
        if (!isOver) show(practice);
      })
      .catch(() => {
        if (!isOver) setView({ kind: 'failed' });
      });
    return () => {
      isOver = true;
      end();
    };
  }, [gateId, agency, checkpoint, id, name]);
  return view;
}
