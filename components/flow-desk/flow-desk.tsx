'use client';
import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { FlowPicture } from '@/domain/flow/picture';
import type { GateId } from '@/domain/shared/identity';
import type { Direction } from '@/domain/shared/vocabulary';
import { Failure } from '../app/failure';
import { useNow } from '../app/use-now';
import { FiguresAge } from '../board/figures-age';
import { type LiveGate, useLiveGate } from '../board/use-live-gate';
import { type ControlPerson, leads } from '../control/control-door';
import { Awaiting } from '../ui/awaiting';
import { CallNow } from './call-now';
import { CallsUnderWay } from './calls-under-way';
import { DayRuler } from './day-ruler';
import { DeskHead } from './desk-head';
import { DeskStrip } from './desk-strip';
import { DeskWarning } from './desk-warning';
import { KeptWaiting } from './kept-waiting';
import { Levers } from './levers';
import { QueueList } from './queue-list';
import { useFlowPicture } from './use-flow-picture';
import { useFullScreen } from './use-full-screen';
import { WhatIfPanel } from './what-if-panel';

type Props = {
  readonly gateId: GateId;
  readonly direction: Direction;
  readonly person: ControlPerson;
};

/** The flow of one gate and direction: what limits it, whom to call, who waits and why, and what comes. */
export function FlowDesk(props: Props) {
  const t = useTranslations('flowDesk');
  const live = useLiveGate(props.gateId);
  const { picture, receivedAt, error, retry } = useFlowPicture(
    props.gateId,
    live.snapshot?.newestEventAt ?? null,
  );
  const now = useNow(10_000);
  if (error) return <Failure error={error} onRetry={retry} />;
  if (picture === null || now === null) return <Awaiting>{t('awaiting')}</Awaiting>;
  // The centre's clock: of this device's own only the time that has passed is believed.
  const at = picture.at + Math.max(0, now - receivedAt);
  return <Desk {...props} picture={picture} snapshot={live.snapshot} now={at} />;
}

function Desk({
  gateId,
  direction,
  person,
  picture,
  snapshot,
  now,
}: Props & {
  readonly picture: FlowPicture;
  readonly snapshot: LiveGate['snapshot'];
  readonly now: number;
}) {
  const box = useRef<HTMLDivElement>(null);
  const full = useFullScreen(box);
  const queue = picture.queues[direction];
  const calls = leads(person);
  return (
    <div ref={box} className={`bg-paper ${full.isFull ? 'h-dvh overflow-y-auto px-8 py-5 wall:px-14' : ''}`}>
      <DeskHead gateId={gateId} queue={queue} now={now} full={full} />
      <DeskStrip queue={queue} snapshot={snapshot} now={now} />
      {queue.warning === null ? null : <DeskWarning warning={queue.warning} />}
      <div className="mt-8 grid grid-cols-1 gap-x-12 gap-y-12 lg:grid-cols-[23rem_minmax(0,1fr)] lg:grid-rows-[auto_1fr] wall:grid-cols-[25rem_minmax(0,1fr)_25rem] wall:grid-rows-1">
        <div className="space-y-10">
          {calls ? (
            <CallNow key={`call ${direction}`} gateId={gateId} picture={picture} queue={queue} />
          ) : null}
          <CallsUnderWay gateId={gateId} calls={queue.calls} mayCall={calls} now={now} />
        </div>
        <div className="min-w-0 space-y-12 lg:row-span-2 wall:row-span-1">
          <DayRuler queue={queue} now={now} />
          <QueueList key={`line ${direction}`} gateId={gateId} queue={queue} opensFiles={calls} now={now} />
        </div>
        <div className="space-y-12">
          <Levers
            key={`levers ${direction}`}
            gateId={gateId}
            picture={picture}
            queue={queue}
            mayChange={person.role === 'manager'}
            now={now}
          />
          {calls ? (
            <WhatIfPanel
              key={`trial ${gateId} ${direction}`}
              picture={picture}
              direction={direction}
              allGates={person.role === 'manager' && person.gateId === null}
            />
          ) : null}
          <KeptWaiting waiting={snapshot?.waiting ?? null} now={now} />
        </div>
      </div>
      <footer className="mt-12 border-t border-rule py-4">
        <FiguresAge at={picture.at} newestEventAt={snapshot?.newestEventAt ?? null} />
      </footer>
    </div>
  );
}
