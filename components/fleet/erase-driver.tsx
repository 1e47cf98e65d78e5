'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ErrorNotice } from '../app/error-notice';
import { useTRPC } from '../app/trpc';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { useFleet } from './use-fleet';

/** What cannot be taken back is said before it is done. */
export function EraseDriver({ id, name }: { readonly id: string; readonly name: string }) {
  const t = useTranslations('fleet');
  const app = useTranslations('app');
  const trpc = useTRPC();
  const { renew } = useFleet();
  const [asking, setAsking] = useState(false);
  const erase = useMutation(
    trpc.fleet.eraseDriver.mutationOptions({
      onSuccess: () => {
        setAsking(false);
        renew().catch(() => undefined);
      },
    }),
  );
  return (
    <>
      <Button
        tone="text"
        className="px-0!"
        aria-label={t('eraseOf', { name })}
        onClick={() => setAsking(true)}
      >
        {t('erase')}
      </Button>
      <Dialog open={asking} title={t('eraseOf', { name })} onClose={() => setAsking(false)}>
        <p>{t('eraseSure')}</p>
        <ErrorNotice error={erase.error} />
        <div className="mt-5 flex flex-wrap gap-3">
          <Button tone="danger" busy={erase.isPending} onClick={() => erase.mutate({ id })}>
            {t('eraseNow')}
          </Button>
          <Button tone="text" onClick={() => setAsking(false)}>
            {app('cancel')}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
