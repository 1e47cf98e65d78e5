'use client';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { acknowledgeCall, sayHeard } from '@/offline/react/answer-call';
import type { DriverTurn } from '@/offline/react/pass-page';
import { BothTimes } from '../app/both-times';
import { useRecallReason } from '../app/use-recall-reason';
import { Button } from '../ui/button';

type Call = NonNullable<DriverTurn['call']>;

/** Long, short, long: felt through a jacket. */
const CALLED = [600, 200, 200, 200, 600];

function Called({ token, call }: { readonly token: string; readonly call: Call }) {
  const t = useTranslations('pass.turn');
  const [said, setSaid] = useState<'no' | 'saying' | 'yes' | 'failed'>('no');
  const isKnown = said === 'yes' || call.state === 'acknowledged';
  const answer = async () => {
    setSaid('saying');
    setSaid((await acknowledgeCall(token, call.id)) ? 'yes' : 'failed');
  };
  return (
    <div role="alert" className="my-3 rounded-2xl border-4 border-action p-5">
      <h2 className="text-3xl leading-tight font-extrabold">{t('called')}</h2>
      <p className="mt-2 text-lg">
        {t('calledAt')} <BothTimes at={call.at} />
      </p>
      {call.state === 'missed' && !isKnown ? (
        <p className="mt-2 text-lg font-semibold">{t('missed')}</p>
      ) : null}
      <div className="mt-4">
        {isKnown ? (
          <p className="text-lg font-semibold text-good">{t('coming')}</p>
        ) : (
          <Button wide onClick={answer} disabled={said === 'saying'}>
            {t(said === 'saying' ? 'saying' : 'answer')}
          </Button>
        )}
        {said === 'failed' ? <p className="mt-3 font-semibold text-fault">{t('failed')}</p> : null}
      </div>
    </div>
  );
}

function Recalled({ call }: { readonly call: Call }) {
  const t = useTranslations('pass.turn');
  const said = useRecallReason();
  return (
    <div role="alert" className="my-3 rounded-2xl border-4 border-note-edge bg-note p-5">
      <h2 className="text-3xl leading-tight font-extrabold">{t('recalled')}</h2>
      <p className="mt-2 text-lg">
        {t('recalledAt')} <BothTimes at={call.at} />
      </p>
      {call.reason === null ? null : (
        <p className="mt-2 text-lg">{t('because', { reason: said(call.reason) })}</p>
      )}
    </div>
  );
}

/** The driver's turn: called, taken back, or when it will be (rule 10). What this phone has shown, the centre is told. */
export function PassTurn({ token, turn }: { readonly token: string; readonly turn: DriverTurn }) {
  const t = useTranslations('pass.turn');
  const { call, liveAt, plannedAt, behindMinutes } = turn;
  const shown = useRef('');
  const [id, message] = [call?.id ?? null, call?.state === 'recalled' ? 'recall' : 'call'] as const;
  useEffect(() => {
    if (id === null || shown.current === `${id} ${message}`) return;
    shown.current = `${id} ${message}`;
    navigator.vibrate?.(CALLED);
    void sayHeard(token, id, message);
  }, [token, id, message]);
  // A call after one that was taken back is another call: what was answered to the first says nothing of it.
  if (call !== null)
    return call.state === 'recalled' ? (
      <Recalled call={call} />
    ) : (
      <Called key={call.id} token={token} call={call} />
    );
  if (liveAt === null) return null;
  return (
    <p className="my-3 border-y border-rule py-3 text-lg">
      <span className="font-semibold">
        {t('liveAt')} <BothTimes at={liveAt} />
      </span>
      {plannedAt === null ? null : (
        <span className="block text-muted">
          {t('plannedAt')} <BothTimes at={plannedAt} />
          {behindMinutes !== null && behindMinutes > 0 ? ` · ${t('behind', { minutes: behindMinutes })}` : ''}
        </span>
      )}
    </p>
  );
}
