'use client';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import { Failure } from '../app/failure';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { useNow } from '../app/use-now';
import { crossingHash } from '../control/control-route';
import { Plate } from '../plate/plate';
import { useChangeText } from '../substitution/use-change-text';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { TextField } from '../ui/field';
import { Hairlines } from '../ui/hairlines';
import { FoundVehicle } from './found-vehicle';

const SHORTEST = 3;

/** At the gate: who waits for a substitution, and vehicles of fleets to be looked at. */
export function FleetCheck({
  gateId,
  mayDecide,
}: {
  readonly gateId: GateId;
  /** Substitutions are decided by those who lead the gate (FV-10). */
  readonly mayDecide: boolean;
}) {
  return (
    <div className="max-w-3xl space-y-12">
      {mayDecide ? <WaitingRequests gateId={gateId} /> : null}
      <FindVehicle gateId={gateId} />
    </div>
  );
}

function WaitingRequests({ gateId }: { readonly gateId: GateId }) {
  const t = useTranslations('fleet.check');
  const trpc = useTRPC();
  const now = useNow(15_000);
  const { duration } = useTimeText();
  const changeText = useChangeText();
  const query = useQuery(trpc.substitution.waiting.queryOptions({ gateId }, { refetchInterval: 10_000 }));
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return <Awaiting>{t('awaiting')}</Awaiting>;
  return (
    <section aria-labelledby="waiting-title">
      <h2 id="waiting-title" className="mb-3 text-2xl font-bold">
        {t('open', { count: query.data.length })}
      </h2>
      {query.data.length === 0 ? (
        <p className="border-y border-rule py-4 text-muted">{t('noneOpen')}</p>
      ) : (
        <Hairlines label={t('open', { count: query.data.length })}>
          {query.data.map((request) => (
            <li key={request.requestId} className="py-2">
              <a
                href={`#${crossingHash(gateId, request.crossingId)}`}
                className="flex min-h-14 flex-wrap items-center gap-x-5 gap-y-1 text-ink no-underline"
              >
                <Plate plate={request.plate} size="sm" />
                <span className="font-semibold underline underline-offset-4">{changeText(request)}</span>
                <span className="text-muted">
                  {request.firmName}
                  {now === null ? null : ` · ${duration(now - request.askedAt)}`}
                </span>
              </a>
            </li>
          ))}
        </Hairlines>
      )}
    </section>
  );
}

function FindVehicle({ gateId }: { readonly gateId: GateId }) {
  const t = useTranslations('fleet.check');
  const trpc = useTRPC();
  const [typed, setTyped] = useState('');
  const [sought, setSought] = useState('');
  const [isShort, setShort] = useState(false);
  const query = useQuery(trpc.fleet.find.queryOptions({ gateId, text: sought }, { enabled: sought !== '' }));
  const found = query.data ?? [];
  function submit(event: FormEvent) {
    event.preventDefault();
    const text = typed.trim();
    setShort(text.length < SHORTEST);
    if (text.length >= SHORTEST) setSought(text);
  }
  return (
    <section aria-labelledby="find-title" className="space-y-4">
      <h2 id="find-title" className="text-2xl font-bold">
        {t('title')}
      </h2>
      <p className="text-muted">{t('text')}</p>
      <form noValidate onSubmit={submit} className="space-y-4">
        <TextField
          code
          type="search"
          label={t('find')}
          fault={isShort ? t('short') : null}
          value={typed}
          maxLength={40}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="submit" busy={query.isFetching && query.data === undefined}>
          {t('search')}
        </Button>
      </form>
      {query.error ? <Failure error={query.error} onRetry={() => query.refetch()} /> : null}
      {sought !== '' && query.isPending ? <Awaiting>{t('awaiting')}</Awaiting> : null}
      {query.data !== undefined && found.length === 0 ? <p role="status">{t('none')}</p> : null}
      {found.length === 0 ? null : (
        <Hairlines label={t('title')}>
          {found.map((vehicle) => (
            <FoundVehicle
              key={`${vehicle.firmId}/${vehicle.vehicleId}`}
              gateId={gateId}
              vehicle={vehicle}
              isTwice={found.filter(({ chassis }) => chassis === vehicle.chassis).length > 1}
            />
          ))}
        </Hairlines>
      )}
    </section>
  );
}
