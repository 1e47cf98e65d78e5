'use client';
import { useTranslations } from 'use-intl';
import type { PassId } from '@/domain/shared/identity';
import type { Sharing } from '@/offline/position/sharing';
import { useSharing } from '@/offline/react/use-sharing';
import { useTimeText } from '../app/time-text';
import { useNow } from '../app/use-now';
import { Button } from '../ui/button';

type On = Extract<Sharing, { kind: 'on' }>;

function LastTold({ last, trouble }: On) {
  const t = useTranslations('pass.position');
  const now = useNow(10_000);
  const { ago, clock } = useTimeText();
  if (last === null || now === null)
    return trouble === null ? (
      <p>{t('finding')}</p>
    ) : (
      <p className="font-semibold">{t(trouble === 'unsent' ? 'unsent' : 'notFound')}</p>
    );
  const age = ago(last.at, now);
  const isComing = last.km !== null && last.expectedAt !== null;
  return (
    <>
      <p>
        {last.near
          ? t('near', { age })
          : isComing
            ? t('coming', { km: Math.round(last.km ?? 0), at: clock(last.expectedAt ?? now), age })
            : t('told', { age })}
      </p>
      {trouble === null ? null : (
        <p className="mt-1 font-semibold">{t(trouble === 'unsent' ? 'unsent' : 'notFound')}</p>
      )}
    </>
  );
}

/** On the way (PO-8): asked plainly, switched off in one press, and the switch is in sight as long as it is on. */
export function PassPosition({ token, passId }: { readonly token: string; readonly passId: PassId }) {
  const t = useTranslations('pass.position');
  const { sharing, start, stop } = useSharing(token, passId);
  switch (sharing.kind) {
    case 'off':
      return (
        <>
          <p role="status" className="pt-3 font-semibold empty:hidden">
            {sharing.because === 'never' ? '' : t(sharing.because)}
          </p>
          <details className="border-b border-rule py-1">
            <summary className="flex min-h-13 cursor-pointer items-center text-lg font-semibold">
              {t('title')}
            </summary>
            <div className="space-y-2">
              <p>{t('what')}</p>
              <p className="font-semibold">{t('free')}</p>
              <p className="text-muted">{t('kept')}</p>
            </div>
            <div className="mt-3 mb-4">
              <Button tone="outline" onClick={start}>
                {t('start')}
              </Button>
            </div>
          </details>
        </>
      );
    case 'on':
      return (
        <>
          {/* Room for what stands over the end of the page. */}
          <div className="h-44" />
          <section
            aria-label={t('title')}
            className="fixed inset-x-0 bottom-0 z-20 mx-auto max-w-lg border-t-4 border-note-edge bg-note px-4 py-3"
          >
            <div role="status">
              <p className="font-bold">{t('on')}</p>
              <LastTold {...sharing} />
            </div>
            <div className="mt-2">
              <Button tone="outline" wide onClick={stop}>
                {t('stop')}
              </Button>
            </div>
          </section>
        </>
      );
    case 'stopping':
      return (
        <p role="status" className="border-b border-rule py-4 font-semibold">
          {t('stopping')}
        </p>
      );
  }
}
