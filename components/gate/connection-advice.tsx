'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { updateNow, useAppUpdate } from '@/offline/react/use-app-update';
import type { Line } from '@/offline/sync/state';

/** When the centre will not take more from this tablet as it is: what that means, what is kept, what to do. */
export function ConnectionAdvice({ sync }: { readonly sync: Line }) {
  const t = useTranslations('shift.advice');
  const update = useAppUpdate();
  const [busy, setBusy] = useState(false);
  const { kind } = sync.connection;
  const count = sync.unsyncedCount;
  if (kind === 'device-revoked')
    return (
      <Advice kind={kind} title={t('revoked')}>
        <p>{t('revokedWhat', { count })}</p>
        <p>{t('revokedHow')}</p>
      </Advice>
    );
  if (kind !== 'needs-update') return null;
  if (sync.memoryOnlyCount > 0)
    return (
      <Advice kind={kind} title={t('update')}>
        <p>{t('updateWaits', { count: sync.memoryOnlyCount })}</p>
      </Advice>
    );
  return (
    <Advice kind={kind} title={t('update')}>
      <p>{t('updateWhat', { count })}</p>
      <p>{t('updateHow')}</p>
      <Button
        tone="outline"
        size="tablet"
        className="mt-3"
        busy={busy}
        onClick={() => {
          setBusy(true);
          void updateNow(update).finally(() => setBusy(false));
        }}
      >
        {busy ? t('updating') : t('updateNow')}
      </Button>
    </Advice>
  );
}

function Advice({
  kind,
  title,
  children,
}: {
  readonly kind: string;
  readonly title: string;
  readonly children: React.ReactNode;
}) {
  return (
    <section
      role="alert"
      data-advice={kind}
      className="border-l-4 border-note-edge bg-note px-5 py-4 text-lg leading-snug"
    >
      <h2 className="text-xl font-bold">{title}</h2>
      {children}
    </section>
  );
}
