'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { askDevice, type BegunSignIn } from './passkey-device';
import { postAuth } from './post-auth';
import { useEnter } from './use-enter';

/** In with what the device keeps: a finger, a face, the screen's lock. One press, no name, no password. */
export function PasskeyButton() {
  const t = useTranslations('signIn');
  const { enter, busy, trouble, setTrouble } = useEnter();
  const [asking, setAsking] = useState(false);
  const [isRefused, setRefused] = useState(false);
  const signIn = async () => {
    if (asking) return;
    setAsking(true);
    setRefused(false);
    setTrouble(null);
    const begun = await postAuth('/sign-in/passkey/begin', {});
    if (!begun.ok) setTrouble(begun.trouble);
    else {
      const response = await askDevice(begun.said as BegunSignIn);
      if (response === null) setRefused(true);
      else if ((await enter('/sign-in/passkey', response)) === 'wrong') setRefused(true);
    }
    setAsking(false);
  };
  return (
    <div className="space-y-3">
      <Button tone="outline" wide busy={asking || busy} onClick={() => void signIn()}>
        {t('passkey.use')}
      </Button>
      {isRefused || trouble !== null ? (
        <Notice tone="fault" role="alert">
          {isRefused || trouble === null ? t('passkey.refused') : t(`trouble.${trouble}`)}
        </Notice>
      ) : null}
    </div>
  );
}
