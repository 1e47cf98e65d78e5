'use client';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { passHref, ShareButton } from '../pass/pass-actions';
import { QrCode } from '../pass/qr-code';
import { Plate } from '../plate/plate';
import { Button, ButtonLink } from '../ui/button';
import type { Issued } from './use-send';

/** The declaration is in: the pass, to be sent to the driver. */
export function IssuedPass({ pass, onAnother }: { readonly pass: Issued; readonly onAnother: () => void }) {
  const t = useTranslations('declare');
  const passText = useTranslations('pass');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="flex flex-col gap-5">
      <h1 ref={heading} tabIndex={-1} className="text-3xl leading-tight font-bold outline-none">
        {t('issuedTitle')}
      </h1>
      <p className="text-lg text-muted">{t('issuedText')}</p>
      <p className="@container text-center">
        <Plate plate={pass.plate} size="fit" />
      </p>
      <div className="overflow-hidden rounded-2xl border border-rule bg-white">
        <QrCode text={pass.token} label={passText('qrLabel', { plate: pass.plate })} />
      </div>
      <ShareButton token={pass.token} tone="main" wide />
      <div className="flex flex-wrap gap-3">
        <ButtonLink href={passHref(pass.token, '')} tone="outline">
          {t('openPass')}
        </ButtonLink>
        <Button tone="outline" onClick={onAnother}>
          {t('another')}
        </Button>
        <ButtonLink href="/declare" tone="text">
          {t('mineTitle')}
        </ButtonLink>
      </div>
    </div>
  );
}
