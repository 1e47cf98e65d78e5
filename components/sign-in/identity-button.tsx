'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { safeNext, wantedPage } from './after-sign-in';
import { goToProvider } from './identity-way';

/** In by the identity provider, where it was linked before (FM-11). */
export function IdentityButton({ name }: { readonly name: string }) {
  const t = useTranslations('signIn');
  const [state, setState] = useState<'idle' | 'going' | 'failed'>('idle');
  const wasRefused = /[?&](identity=refused|error=)/.test(location.search);
  const go = async () => {
    setState('going');
    if (!(await goToProvider('/sign-in/social', safeNext(wantedPage()) ?? '/account'))) setState('failed');
  };
  return (
    <div className="mt-4 space-y-3">
      <Button tone="outline" wide busy={state === 'going'} onClick={() => void go()}>
        {t('identity.use', { name })}
      </Button>
      {state === 'failed' || (wasRefused && state === 'idle') ? (
        <Notice tone="fault" role="alert">
          {t(state === 'failed' ? 'identity.away' : 'identity.refused', { name })}
        </Notice>
      ) : null}
    </div>
  );
}
