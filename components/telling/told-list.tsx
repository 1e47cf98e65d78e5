'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import type { Deliveries } from '../app/answers';
import { BothTimes } from '../app/both-times';
import { Failure } from '../app/failure';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { useNow } from '../app/use-now';
import { Awaiting } from '../ui/awaiting';
import { useTellingText } from './use-telling-text';

type Telling = Deliveries['tellings'][number];
type Message = Telling['messages'][number];

/** Who was told what about a vehicle, by which way, when, and whether it was opened (TE-8). */
export function ToldList({ gateId, crossingId }: { readonly gateId: GateId; readonly crossingId: string }) {
  const t = useTranslations('telling.told');
  const trpc = useTRPC();
  const query = useQuery(
    trpc.telling.deliveries.queryOptions({ gateId, crossingId }, { refetchInterval: 15_000 }),
  );
  return (
    <section aria-labelledby="told-title" className="mt-10">
      <h2 id="told-title" className="mb-2 text-xl font-bold">
        {t('title')}
      </h2>
      {query.error && !query.data ? (
        <Failure error={query.error} onRetry={() => query.refetch()} />
      ) : query.data === undefined ? (
        <Awaiting>{t('awaiting')}</Awaiting>
      ) : (
        <>
          {query.data.driver.phones === 0 && !query.data.driver.hasNumber ? (
            <p className="mb-2 font-semibold">{t('nobodyDriver')}</p>
          ) : null}
          {query.data.tellings.length === 0 ? (
            <p className="border-y border-rule py-4 text-muted">{t('none')}</p>
          ) : (
            <ul className="divide-y divide-rule border-y border-rule">
              {query.data.tellings.map((telling) => (
                <Told key={telling.id} gateId={gateId} telling={telling} />
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}

function Told({ gateId, telling }: { readonly gateId: GateId; readonly telling: Telling }) {
  const { title } = useTellingText()({ ...telling, gateId });
  // What is written to the inbox says nothing of its own until somebody has read it.
  const shown = telling.messages.filter(({ channel, openedAt }) => channel !== 'inbox' || openedAt !== null);
  return (
    <li className="py-3">
      <p className="font-semibold">{title}</p>
      <p className="text-sm text-muted">
        <BothTimes at={telling.at} />
      </p>
      <ul className="mt-1 space-y-1">
        {shown.map((message, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: in the order in which they were made, and stateless
          <Fared key={place} message={message} />
        ))}
      </ul>
    </li>
  );
}

const GOOD = new Set<Message['state']>(['sent', 'delivered']);
const BAD = new Set<Message['state']>(['failed', 'unknown', 'expired']);

function Fared({ message }: { readonly message: Message }) {
  const t = useTranslations('telling');
  const now = useNow(30_000);
  const { moment } = useTimeText();
  const { state, channel, openedAt, deliveredAt, sentAt, dueAt } = message;
  const at = openedAt ?? deliveredAt ?? sentAt ?? dueAt;
  const word = openedAt === null ? t(`state.${state}`) : t('opened');
  return (
    <li className="flex flex-wrap gap-x-3" data-state={state}>
      <span>{message.name ?? t('told.driver')}</span>
      <span className="text-muted">{t(`channel.${channel}`)}</span>
      <span className={GOOD.has(state) ? 'text-good' : BAD.has(state) ? 'font-semibold text-fault' : ''}>
        {word}
      </span>
      <span className="figures">{moment(at, now ?? at)}</span>
    </li>
  );
}
