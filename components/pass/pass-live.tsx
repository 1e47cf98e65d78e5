'use client';
import { useTranslations } from 'use-intl';
import type { PassAnswer, PassLive } from '@/offline/react/pass-page';
import { BothTimes } from '../app/both-times';
import { useTimeText } from '../app/time-text';
import { useNow } from '../app/use-now';
import { StayNotice } from '../declaration/stay-text';

/** Longest waiting first: the one that keeps the lorry here. */
const byWait = (answer: PassAnswer) => [...answer.waitingOn].sort((a, b) => a.since - b.since);

function Standing({ answer }: { readonly answer: PassAnswer }) {
  const t = useTranslations('pass');
  const stage = useTranslations('stage');
  const agency = useTranslations('agency');
  if (answer.ended !== null) return <p className="text-2xl font-bold">{t(`ended.${answer.ended}`)}</p>;
  return (
    <>
      <p className="text-muted">{stage(answer.stage)}</p>
      <p className="text-2xl leading-snug font-bold">{t(`todo.${answer.stage}`)}</p>
      <ul className="mt-2 space-y-1 text-lg">
        {byWait(answer).map((wait) => (
          <li key={`${wait.agency}/${wait.since}`}>
            {t('waitingFor', { agency: agency(wait.agency) })} <BothTimes at={wait.since} />
          </li>
        ))}
        {answer.waitingOn.length === 0 && answer.stage !== 'left' ? (
          <li className="text-muted">{t('nobody')}</li>
        ) : null}
      </ul>
    </>
  );
}

/** Where the lorry stands and who is waited for, with the age of that knowledge. */
export function PassLiveState({ live }: { readonly live: PassLive }) {
  const t = useTranslations('pass');
  const now = useNow(10_000);
  const { ago } = useTimeText();
  switch (live.kind) {
    case 'never-heard':
      return (
        <p role="status" className="text-lg text-muted">
          {t('neverHeard')}
        </p>
      );
    case 'known': {
      const age = now === null ? null : ago(live.answer.at, now);
      return (
        <div role="status">
          <Standing answer={live.answer} />
          {live.answer.stay === null ? null : <StayNotice stay={live.answer.stay} />}
          {age === null ? null : (
            <p className={`mt-3 text-sm ${live.fresh ? 'text-muted' : 'font-semibold'}`}>
              {t(live.fresh ? 'asked' : 'askedOld', { age })}
            </p>
          )}
        </div>
      );
    }
  }
}
