'use client';
import { useEffect, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { canPush } from '@/offline/push/browser-push';
import { Button } from '../ui/button';

type State = 'asking' | 'cannot' | 'off' | 'on' | 'busy' | 'denied' | 'failed';

const push = () => import('@/offline/push/pass-push');

/** One tap, and this phone tells its driver when he is called (TE-9); gone where the browser cannot. */
export function PassTelling({ passId, token }: { readonly passId: string; readonly token: string }) {
  const t = useTranslations('telling.pass');
  const device = useTranslations('telling.device');
  const locale = useLocale();
  const [state, setState] = useState<State>('asking');
  useEffect(() => {
    let left = false;
    const look = async () => {
      if (!canPush()) return 'cannot';
      return (await (await push()).isTelling({ passId, token }, locale)) ? 'on' : 'off';
    };
    look().then(
      (found) => !left && setState(found),
      () => !left && setState('cannot'),
    );
    return () => {
      left = true;
    };
  }, [passId, token, locale]);

  const start = async () => {
    setState('busy');
    setState(await (await push()).startTelling({ passId, token }, locale).catch(() => 'failed' as const));
  };
  const stop = async () => {
    setState('busy');
    setState((await (await push()).stopTelling({ passId, token }).catch(() => false)) ? 'off' : 'on');
  };
  if (state === 'asking' || state === 'cannot') return null;
  return (
    <div className="mt-4" role="status">
      {state === 'on' ? (
        <p className="flex flex-wrap items-center justify-between gap-x-4 text-lg">
          <span className="font-semibold text-good">{t('isOn')}</span>
          <Button tone="text" className="px-0!" onClick={stop}>
            {t('off')}
          </Button>
        </p>
      ) : (
        <Button tone="outline" size="large" wide busy={state === 'busy'} onClick={start}>
          {t('on')}
        </Button>
      )}
      {state === 'denied' || state === 'failed' ? (
        <p className="mt-2 font-semibold text-fault">{device(state)}</p>
      ) : null}
    </div>
  );
}
