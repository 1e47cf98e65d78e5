'use client';
import { useTranslations } from 'use-intl';
import { useTimeText } from '@/components/app/time-text';
import { useRecallReason } from '@/components/app/use-recall-reason';
import { Button } from '@/components/ui/button';
import type { OpenSession } from '@/offline/react/gate-session';

/** What is said to the whole post: a call was taken back; the gate works on paper; a supervisor answered a call for help (OF-64). */
export function PostNotices({
  session,
  isAtWork,
}: {
  readonly session: Pick<OpenSession, 'notices' | 'answersRead'>;
  /** A vehicle is on screen: on a small one its verdict comes first. */
  readonly isAtWork: boolean;
}) {
  const t = useTranslations('postNotices');
  const said = useRecallReason();
  const { clock } = useTimeText();
  const { paperSince, answers, recalls } = session.notices;
  const lastRecall = recalls.at(-1);
  const newest = answers.at(-1);
  return (
    <>
      {paperSince === null ? null : (
        <p role="status" data-notice="paper" className="bg-check px-5 py-2 text-lg font-bold text-on-check">
          {t('paper', { at: clock(paperSince) })}{' '}
          <span className={isAtWork ? 'max-lg:hidden' : ''}>{t('paperHow')}</span>
        </p>
      )}
      {lastRecall === undefined ? null : (
        <section
          aria-label={t('recalls')}
          data-notice="recalls"
          className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-rule bg-note px-5 py-3"
        >
          <ul role="alert" className="min-w-0">
            {recalls.map(({ id, at, plates, reason }) => (
              <li key={id}>
                <p className="text-xl font-bold break-words">
                  {t('recalled', { at: clock(at), plates: plates.join(', ') })}
                </p>
                <p className="text-base break-words text-muted">{said(reason)}</p>
              </li>
            ))}
          </ul>
          <Button tone="outline" size="tablet" onClick={() => session.answersRead(lastRecall.hlc)}>
            {t('read')}
          </Button>
        </section>
      )}
      {newest === undefined ? null : (
        <section
          aria-label={t('answers')}
          data-notice="answers"
          className={`flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-rule bg-note px-5 py-3 ${isAtWork ? 'max-lg:hidden' : ''}`}
        >
          <ul role="status" className="min-w-0">
            {answers.map(({ id, at, askedAt, words }) => (
              <li key={id}>
                <p className="text-base text-muted">
                  {t('answer', { asked: clock(askedAt), at: clock(at) })}
                </p>
                <p className="text-xl font-bold break-words">{words}</p>
              </li>
            ))}
          </ul>
          <Button tone="outline" size="tablet" onClick={() => session.answersRead(newest.hlc)}>
            {t('read')}
          </Button>
        </section>
      )}
    </>
  );
}
