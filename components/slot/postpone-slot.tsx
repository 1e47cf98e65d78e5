'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { HOUR_MS } from '@/domain/slot/slot';
import type { MyPlace } from '@/domain/slot/slot-board';
import type { SlotBoard } from '../app/answers';
import { ErrorNotice } from '../app/error-notice';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import type { SlotLink } from './slot-link';

/** Later hours that have room, each a button that says where it leads; closed until somebody wants it. */
export function PostponeSlot({
  link,
  board,
  mine,
}: {
  readonly link: SlotLink;
  readonly board: SlotBoard;
  readonly mine: MyPlace;
}) {
  const t = useTranslations('slot');
  const { moment } = useTimeText();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const postpone = useMutation(
    trpc.slot.postpone.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.slot.board.queryKey(link) }),
    }),
  );
  return (
    <details className="border-y border-rule">
      <summary className="flex min-h-14 cursor-pointer items-center font-semibold">{t('postpone')}</summary>
      <div className="space-y-3 pb-4">
        <ErrorNotice error={postpone.error} />
        {postpone.data?.kind === 'refused' ? (
          <Notice tone="fault" role="alert">
            {t(`refusal.${postpone.data.because}`)}
          </Notice>
        ) : null}
        <p className="text-muted">
          {!mine.mayPostpone
            ? t('postponeUsed')
            : board.postponeBy.length === 0
              ? t('postponeNone')
              : t('postponeHint')}
        </p>
        {board.postponeBy.map((hours) => (
          <Button
            key={hours}
            tone="outline"
            wide
            busy={postpone.isPending}
            onClick={() => postpone.mutate({ ...link, hours, from: mine.hourStart })}
          >
            {t('postponeBy', { hours, at: moment(mine.hourStart + hours * HOUR_MS, mine.hourStart) })}
          </Button>
        ))}
      </div>
    </details>
  );
}
