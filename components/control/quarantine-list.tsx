'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import { QUARANTINE_CODES } from '@/domain/sync/protocol';
import type { QuarantinedThing } from '../app/answers';
import { BothTimes } from '../app/both-times';
import { Failure } from '../app/failure';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { Shape } from '../ui/shape';
import { ReasonForm } from './reason-form';

const CODES = [...QUARANTINE_CODES, 'fork'] as const;

/** Line by line where it is JSON; otherwise as it came. */
function readable(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2);
  } catch {
    return raw;
  }
}

function Thing({ thing, gateId }: { readonly thing: QuarantinedThing; readonly gateId: GateId }) {
  const t = useTranslations('quarantine');
  const { clock } = useTimeText();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [looking, setLooking] = useState(false);
  const look = useMutation(
    trpc.control.lookAtQuarantined.mutationOptions({
      onSuccess: () => {
        setLooking(false);
        queries
          .invalidateQueries({ queryKey: trpc.control.quarantine.queryKey({ gateId }) })
          .catch(() => undefined);
      },
    }),
  );
  const code = CODES.find((known) => known === thing.code) ?? 'other';
  return (
    <li className="py-6" data-quarantined={thing.code}>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <Shape name={thing.looked === null ? 'triangle' : 'circle-tick'} className="size-9" />
        <div className="min-w-0 grow">
          <h3 className="text-xl leading-tight font-bold">{t(`code.${code}`)}</h3>
          <p className="text-muted">{t(`todo.${code}`)}</p>
        </div>
        <code className="text-lg font-semibold">{thing.code}</code>
      </div>
      <p className="mt-3 font-semibold">
        {[thing.checkpoint, thing.deviceName, t('number', { seq: String(thing.seq) })]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p className="text-lg">
        <BothTimes at={thing.receivedAt} />
      </p>
      <details className="mt-2">
        <summary className="flex min-h-12 cursor-pointer items-center text-link underline underline-offset-4">
          {t('raw')}
        </summary>
        <pre className="max-h-96 overflow-auto rounded-lg border border-edge bg-card p-4 text-sm break-all whitespace-pre-wrap">
          {readable(thing.raw)}
        </pre>
      </details>
      <div className="mt-3">
        {thing.looked !== null ? (
          <p className="font-semibold">
            {t('looked', { at: clock(thing.looked.at), reason: thing.looked.reason })}
          </p>
        ) : looking ? (
          <div className="w-full max-w-xl">
            <ReasonForm
              action={t('lookNow')}
              busy={look.isPending}
              error={look.error}
              onSubmit={(reason) =>
                look.mutate({ gateId, device: thing.device, seq: thing.seq, rawHash: thing.rawHash, reason })
              }
              onCancel={() => setLooking(false)}
            />
          </div>
        ) : (
          <Button tone="outline" onClick={() => setLooking(true)}>
            {t('look')}
          </Button>
        )}
      </div>
    </li>
  );
}

/** What tablets sent and the log could not take: nothing of it is dropped, somebody looks at each. */
export function QuarantineList({ gateId }: { readonly gateId: GateId }) {
  const t = useTranslations('quarantine');
  const trpc = useTRPC();
  const query = useQuery(trpc.control.quarantine.queryOptions({ gateId }, { refetchInterval: 10_000 }));
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return <Awaiting>{t('awaiting')}</Awaiting>;
  const waiting = query.data.filter((thing) => thing.looked === null).length;
  return (
    <section aria-labelledby="quarantine-title">
      <h2 id="quarantine-title" className="mb-2 text-2xl font-bold">
        {t('title', { count: waiting })}
      </h2>
      <p className="text-muted">{t('lead')}</p>
      {query.data.length === 0 ? (
        <p className="mt-4 border-y border-rule py-4 text-muted">{t('none')}</p>
      ) : (
        <ul className="divide-y divide-rule">
          {query.data.map((thing) => (
            <Thing key={`${thing.device} ${thing.seq} ${thing.rawHash}`} thing={thing} gateId={gateId} />
          ))}
        </ul>
      )}
    </section>
  );
}
