'use client';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { gateById } from '@/domain/gate/gates';
import { KeepVehicle } from '../fleet/keep-vehicle';
import { KioskCode } from '../pass/kiosk-code';
import { passHref, ShareButton } from '../pass/pass-actions';
import { QrCode } from '../pass/qr-code';
import { Plate } from '../plate/plate';
import { slotHash } from '../slot/slot-link';
import { Button, ButtonLink } from '../ui/button';
import { IssuedOthers } from './issued-others';
import type { Issued } from './use-send';

/** The declaration is in: the pass, to be sent to the driver. */
export function IssuedPass({
  pass,
  pulls = true,
  onAnother,
  onCorrect,
}: {
  readonly pass: Issued;
  /** A trailer was declared behind it; taken to be so where it is not known. */
  readonly pulls?: boolean;
  readonly onAnother: () => void;
  /** To what was not taken; absent where a declaration has one vehicle. */
  readonly onCorrect?: () => void;
}) {
  const t = useTranslations('declare');
  const passText = useTranslations('pass');
  const slot = useTranslations('slot');
  const gate = gateById(pass.gateId);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="flex flex-col gap-5">
      <h1 ref={heading} tabIndex={-1} className="text-3xl leading-tight font-bold outline-none">
        {t('issuedTitle')}
      </h1>
      <p className="text-lg text-muted">{t('issuedText')}</p>
      {onCorrect ? <IssuedOthers pass={pass} onCorrect={onCorrect} /> : null}
      <p className="@container text-center">
        <Plate plate={pass.plate} size="fit" />
      </p>
      <div className="overflow-hidden rounded-2xl border border-rule bg-white">
        <QrCode text={pass.token} label={passText('qrLabel', { plate: pass.plate })} />
      </div>
      <ShareButton token={pass.token} tone="main" wide />
      {gate === null ? null : <KioskCode token={pass.token} gate={gate} />}
      <ButtonLink href={`#${slotHash(pass)}`} tone="outline" size="large" wide>
        {slot('choose')}
      </ButtonLink>
      <KeepVehicle plate={pass.plate} pulls={pulls} />
      <div className="flex flex-wrap gap-3">
        <ButtonLink href={passHref(pass.token, '')} tone="outline">
          {t('openPass')}
        </ButtonLink>
        {onCorrect && pass.kept.length > 0 ? null : (
          <Button tone="outline" onClick={onAnother}>
            {t('another')}
          </Button>
        )}
        <ButtonLink href="/declare" tone="text">
          {t('mineTitle')}
        </ButtonLink>
      </div>
    </div>
  );
}
