'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { HOUR_MS } from '@/domain/slot/slot';
import { offerKind, pressOf } from '@/domain/slot/slot-board';
import type { SlotBoard } from '../app/answers';
import { ErrorNotice } from '../app/error-notice';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { Button } from '../ui/button';
import { SelectField } from '../ui/field';
import { Notice } from '../ui/notice';
import { HourList } from './hour-list';
import type { SlotLink } from './slot-link';

const FLEXIBLE = [0, 2, 4] as const;
const NOTHING_PICKED = { waits: false, isFlexible: false };

/** The hours to come; one is picked, one button takes it, asks for it, or waits for it. */
export function PickHour({ link, board }: { readonly link: SlotLink; readonly board: SlotBoard }) {
  const t = useTranslations('slot');
  const { clock } = useTimeText();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [picked, setPicked] = useState<number | null>(null);
  const [flexible, setFlexible] = useState<(typeof FLEXIBLE)[number]>(0);
  const take = useMutation(
    trpc.slot.take.mutationOptions({
      onSettled: () =>
        Promise.all([
          queries.invalidateQueries({ queryKey: trpc.slot.board.queryKey(link) }),
          queries.invalidateQueries({ queryKey: trpc.declaration.mine.queryKey() }),
        ]),
    }),
  );
  const offers = board.hours.filter((hour) => offerKind(hour) !== 'closed');
  const offer = offers.find(({ hourStart }) => hourStart === picked);
  const kind = offer === undefined ? null : offerKind(offer);
  const { waits, isFlexible } = offer === undefined ? NOTHING_PICKED : pressOf(offer);
  const last = offers.at(-1)?.hourStart ?? 0;
  return (
    <section aria-labelledby="hours-title">
      <p className="text-lg">{t('text')}</p>
      <h2 id="hours-title" className="mt-6 text-xl font-bold">
        {t('hours')}
      </h2>
      <p className="mt-1 mb-3 text-sm text-muted">{t('closedLeftOut')}</p>
      {offers.length === 0 ? (
        <p className="border-y border-rule py-4 text-muted">{t('noHours')}</p>
      ) : (
        <HourList
          offers={offers}
          picked={picked}
          onPick={(hourStart) => {
            take.reset();
            setPicked(hourStart);
          }}
        />
      )}
      <div className="sticky bottom-0 -mx-4 mt-4 space-y-3 border-t border-rule bg-paper px-4 py-4 sm:mx-0 sm:px-0">
        <ErrorNotice error={take.error} />
        {take.data?.kind === 'refused' ? (
          <Notice tone="fault" role="alert">
            {t(`refusal.${take.data.because}`)}
          </Notice>
        ) : null}
        {isFlexible ? (
          <SelectField
            label={t('flexible')}
            value={String(flexible)}
            onChange={(event) =>
              setFlexible(FLEXIBLE.find((hours) => String(hours) === event.target.value) ?? 0)
            }
          >
            {FLEXIBLE.map((hours) => (
              <option key={hours} value={hours}>
                {t(`flexible${hours}`)}
              </option>
            ))}
          </SelectField>
        ) : null}
        {offer === undefined || kind === 'firm-share' ? (
          <p className="flex min-h-14 items-center justify-center text-muted">
            {kind === 'firm-share' ? t('firmShare') : t('pick')}
          </p>
        ) : (
          <Button
            size="large"
            wide
            busy={take.isPending}
            onClick={() =>
              take.mutate({
                ...link,
                hourStart: offer.hourStart,
                untilHour: isFlexible
                  ? Math.min(last, offer.hourStart + flexible * HOUR_MS)
                  : offer.hourStart,
                wait: waits,
              })
            }
          >
            {take.isPending
              ? t('taking')
              : t(kind === 'draw' ? 'draw' : kind === 'waiting' ? 'wait' : 'take', {
                  at: clock(offer.hourStart),
                })}
          </Button>
        )}
      </div>
    </section>
  );
}
