'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { HOUR_MS } from '@/domain/slot/slot';
import type { MyPlace } from '@/domain/slot/slot-board';
import type { SlotBoard } from '../app/answers';
import { BothTimes } from '../app/both-times';
import { ErrorNotice } from '../app/error-notice';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { Button } from '../ui/button';
import { Facts } from '../ui/hairlines';
import { Notice } from '../ui/notice';
import { UndoBar } from '../ui/undo-bar';
import { PostponeSlot } from './postpone-slot';
import { recordHref } from './record-link';
import type { SlotLink } from './slot-link';

/** My hour, or my place in the line: what it is, when it will really be, and what I can do about it. */
export function MySlot({
  link,
  board,
  mine,
}: {
  readonly link: SlotLink;
  readonly board: SlotBoard;
  readonly mine: MyPlace;
}) {
  const t = useTranslations('slot');
  if (mine.state === 'gone') return <Notice role="status">{t(`gone.${goneWord(mine.goneBecause)}`)}</Notice>;
  if (mine.state === 'came') return <Notice role="status">{t('came')}</Notice>;
  return (
    <section aria-labelledby="mine-slot" className="flex flex-col gap-5">
      {mine.state === 'booked' ? <Booked mine={mine} /> : <InLine mine={mine} />}
      <p className="text-sm text-muted">
        {t('reference')}
        {': '}
        <a
          href={recordHref(link.gateId, mine.reference)}
          className="font-semibold break-all text-link underline underline-offset-4"
        >
          {mine.reference}
        </a>
      </p>
      {mine.state === 'booked' ? <PostponeSlot link={link} board={board} mine={mine} /> : null}
      <GiveUp link={link} mine={mine} />
    </section>
  );
}

const GONE_WORDS = ['given-up', 'crossing-ended', 'no-show', 'hours-past'] as const;
const goneWord = (because: string | null) => GONE_WORDS.find((word) => word === because) ?? 'given-up';

function Booked({ mine }: { readonly mine: MyPlace }) {
  const t = useTranslations('slot');
  const { clock, day } = useTimeText();
  return (
    <>
      <h2 id="mine-slot" className="text-xl font-bold">
        {t('mine')}
      </h2>
      <p className="text-5xl leading-none font-extrabold whitespace-nowrap tabular-nums sm:text-6xl">
        {`${clock(mine.hourStart)}–${clock(mine.hourStart + HOUR_MS)}`}
        <span className="mt-2 block text-2xl font-bold">{day(mine.hourStart)}</span>
      </p>
      <Facts
        compact
        facts={[
          { key: 'planned', term: t('minePlanned'), value: <BothTimes at={mine.hourStart} /> },
          {
            key: 'live',
            term: t('mineLive'),
            value: mine.liveAt === null ? t('liveUnknown') : <BothTimes at={mine.liveAt} />,
          },
        ]}
      />
    </>
  );
}

function InLine({ mine }: { readonly mine: MyPlace }) {
  const t = useTranslations('slot');
  const { clock, day } = useTimeText();
  return (
    <>
      <h2 id="mine-slot" className="text-xl font-bold">
        {t('lineTitle')}
      </h2>
      <p className="text-3xl leading-tight font-extrabold tabular-nums">
        {t('lineFor', {
          from: `${clock(mine.hourStart)} ${day(mine.hourStart)}`,
          until: clock(mine.untilHour + HOUR_MS),
        })}
      </p>
      <p className="text-lg">{t('lineBefore', { count: mine.before })}</p>
      <p className="text-lg">
        {mine.drawnAt === null ? (
          t('lineGivenUp')
        ) : (
          <>
            {t('lineDraw')} <BothTimes at={mine.drawnAt} />
          </>
        )}
      </p>
    </>
  );
}

function GiveUp({ link, mine }: { readonly link: SlotLink; readonly mine: MyPlace }) {
  const t = useTranslations('slot');
  const app = useTranslations('app');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [undoable, setUndoable] = useState(false);
  const onSettled = () => queries.invalidateQueries({ queryKey: trpc.slot.board.queryKey(link) });
  const leave = useMutation(
    trpc.slot.leave.mutationOptions({ onSuccess: () => setUndoable(true), onSettled }),
  );
  const stay = useMutation(trpc.slot.stay.mutationOptions({ onSettled }));
  const failed = leave.error ?? stay.error;
  return (
    <>
      <ErrorNotice error={failed} />
      {stay.data?.kept === false ? <Notice role="alert">{t('tooLate')}</Notice> : null}
      {mine.leavingAt === null ? (
        <p>
          <Button tone="danger" busy={leave.isPending} onClick={() => leave.mutate(link)}>
            {mine.state === 'booked' ? t('giveUp') : t('leaveLine')}
          </Button>
        </p>
      ) : (
        <Notice role="status">{t('givenUp')}</Notice>
      )}
      {undoable ? (
        <UndoBar
          undoLabel={app('undo')}
          forMs={UNDO_FOR_MS}
          onGone={() => setUndoable(false)}
          onUndo={() => {
            setUndoable(false);
            stay.mutate(link);
          }}
        >
          {t('givenUp')}
        </UndoBar>
      ) : null}
    </>
  );
}

/** Less than the centre keeps the place: an undo that is pressed last still arrives in time. */
const UNDO_FOR_MS = 12_000;
