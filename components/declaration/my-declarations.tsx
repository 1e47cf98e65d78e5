'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { gateById } from '@/domain/gate/gates';
import { talkHash } from '@/domain/telling/place';
import { Failure } from '../app/failure';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { useApproachText } from '../app/use-approach-text';
import { useNow } from '../app/use-now';
import { passHref } from '../pass/pass-actions';
import { Plate } from '../plate/plate';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { Hairlines } from '../ui/hairlines';
import { SlotDoor } from './slot-door';
import { TripActs, TripOwes } from './trip-acts';

/** Crossings that are shown at first, and that each press adds. */
const PAGE = 300;
const MOST_SHOWN = 1_800;

/** My firm's crossings, those under way first, each with who is being waited for and its pass. */
export function MyDeclarations({ mayDeclare }: { readonly mayDeclare: boolean }) {
  const t = useTranslations('declare');
  const thread = useTranslations('thread');
  const substitution = useTranslations('substitution');
  const stage = useTranslations('stage');
  const agency = useTranslations('agency');
  const direction = useTranslations('direction');
  const ended = useTranslations('pass.ended');
  const locale = useLocale();
  const trpc = useTRPC();
  const now = useNow(30_000);
  const { moment, duration } = useTimeText();
  const approachText = useApproachText();
  const [shown, setShown] = useState(PAGE);
  // One more than is shown tells that there are more.
  const query = useQuery(
    trpc.declaration.mine.queryOptions(
      { most: shown + 1 },
      { refetchInterval: 20_000, placeholderData: keepPreviousData },
    ),
  );
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return <Awaiting>{t('awaitingMine')}</Awaiting>;
  if (query.data.length === 0) return <p className="border-y border-rule py-4 text-muted">{t('noneMine')}</p>;
  return (
    <>
      <Hairlines label={t('mineTitle')}>
        {query.data.slice(0, shown).map((mine) => (
          <li
            key={mine.crossingId}
            className="grid gap-x-6 gap-y-1 py-4 sm:grid-cols-[auto_1fr_auto] sm:items-center"
          >
            <Plate plate={mine.plate} size="md" />
            <div className="min-w-0">
              <p className="font-semibold">{mine.ended ? ended(mine.ended.kind) : stage(mine.stage)}</p>
              {mine.ended === null && now !== null
                ? mine.waitingOn.map((wait) => (
                    <p key={`${wait.agency}-${wait.step}-${wait.since}`}>
                      {t('waitingFor', { agency: agency(wait.agency), age: duration(now - wait.since) })}
                    </p>
                  ))
                : null}
              {mine.ended === null && mine.seen !== null && now !== null ? (
                <p>{approachText(mine.seen, now)}</p>
              ) : null}
              <p className="text-sm text-muted">
                {`${gateById(mine.gateId)?.[locale] ?? mine.gateId} · ${direction(mine.direction)} · ${mine.goodsName}`}
                {now === null ? null : ` · ${moment(mine.declaredAt, now)}`}
              </p>
              <TripOwes mine={mine} />
            </div>
            <SlotDoor mine={mine} />
            <span className="flex flex-wrap gap-x-5 sm:col-span-full">
              <TripActs mine={mine} mayDeclare={mayDeclare} />
              <a
                href={`#fee-${mine.gateId}-${mine.crossingId}`}
                className="inline-flex min-h-12 items-center text-link underline underline-offset-4"
              >
                {t('openFee')}
              </a>
              <a
                href={`#${talkHash(mine.gateId, mine.crossingId)}`}
                className="inline-flex min-h-12 items-center text-link underline underline-offset-4"
              >
                {thread('open')}
              </a>
              {mine.ended === null ? (
                <a
                  href={`#correct-${mine.gateId}-${mine.crossingId}`}
                  className="inline-flex min-h-12 items-center text-link underline underline-offset-4"
                >
                  {t('correctField')}
                </a>
              ) : null}
              {mine.ended === null ? (
                <a
                  href={`#change-${mine.gateId}-${mine.crossingId}`}
                  className="inline-flex min-h-12 items-center text-link underline underline-offset-4"
                >
                  {substitution('door')}
                </a>
              ) : null}
              {mine.pass && mine.pass.status === 'live' ? (
                <a
                  href={passHref(mine.pass.token, '')}
                  className="inline-flex min-h-12 items-center font-semibold text-link underline underline-offset-4"
                >
                  {t('openPass')}
                </a>
              ) : null}
            </span>
          </li>
        ))}
      </Hairlines>
      {query.data.length > shown || query.isPlaceholderData ? (
        <div className="mt-4 space-y-3">
          <p className="text-muted">{t('mineCut', { count: shown })}</p>
          {shown < MOST_SHOWN ? (
            <Button
              tone="outline"
              busy={query.isPlaceholderData}
              onClick={() => setShown((now) => now + PAGE)}
            >
              {t('moreMine')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </>
  );
}
