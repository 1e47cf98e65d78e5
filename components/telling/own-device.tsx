'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { canPush, heldSubscription, subscribeBrowser } from '@/offline/push/browser-push';
import { errorCodeOf } from '../app/error-text';
import { useTRPC } from '../app/trpc';
import { Button } from '../ui/button';

/** Notifications in this browser, on and off. `endpoints`: those that the centre knows as mine. */
export function OwnDevice({
  endpoints,
  onChanged,
}: {
  readonly endpoints: readonly string[];
  readonly onChanged: () => unknown;
}) {
  const t = useTranslations('telling.own');
  const device = useTranslations('telling.device');
  const trpc = useTRPC();
  const key = useQuery(trpc.telling.pushKey.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }));
  const subscribe = useMutation(trpc.telling.subscribe.mutationOptions());
  const unsubscribe = useMutation(trpc.telling.unsubscribe.mutationOptions());
  /** Null: looking; false: cannot. */
  const [own, setOwn] = useState<{ readonly endpoint: string | null } | null | false>(null);
  const [trouble, setTrouble] = useState<'denied' | 'failed' | 'many' | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    if (canPush())
      heldSubscription().then(
        (held) => setOwn({ endpoint: held?.endpoint ?? null }),
        () => setOwn(false),
      );
    else setOwn(false);
  }, []);

  const turnOn = async () => {
    if (key.data === undefined) return setTrouble('failed');
    const done = await subscribeBrowser(key.data);
    if (done.kind !== 'subscribed') return setTrouble(done.kind);
    await subscribe.mutateAsync({
      subscription: done.keys,
      userAgent: navigator.userAgent.slice(0, 300) || null,
    });
    setOwn({ endpoint: done.keys.endpoint });
  };
  const turnOff = async (endpoint: string) => {
    await unsubscribe.mutateAsync({ endpoint });
  };
  const press = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setTrouble(null);
    await work().catch((error: unknown) => setTrouble(errorCodeOf(error) === 'AP-MANY' ? 'many' : 'failed'));
    setBusy(false);
    onChanged();
  };
  const isOn = own !== null && own !== false && own.endpoint !== null && endpoints.includes(own.endpoint);
  return (
    <div className="mt-5">
      <h3 className="font-semibold">{t('device')}</h3>
      {own === false ? (
        <p className="text-muted">{t('cannot')}</p>
      ) : own === null ? null : (
        <>
          {isOn ? <p className="text-good">{t('isOn')}</p> : null}
          <p className="mt-2">
            {isOn && own.endpoint !== null ? (
              <Button tone="outline" busy={isBusy} onClick={() => press(() => turnOff(own.endpoint ?? ''))}>
                {t('off')}
              </Button>
            ) : (
              <Button tone="outline" busy={isBusy} onClick={() => press(turnOn)}>
                {t('on')}
              </Button>
            )}
          </p>
        </>
      )}
      {trouble === null ? null : (
        <p role="alert" className="mt-2 font-semibold text-fault">
          {trouble === 'many' ? t('many') : device(trouble)}
        </p>
      )}
    </div>
  );
}
