'use client';
import { useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useTranslations } from 'use-intl';
import type { PassClaims } from '@/domain/pass/claims';
import { shortCodeOf } from '@/domain/pass/short-code';
import { PassSheet } from '../pass/pass-sheet';
import { PrintButtons } from '../pass/print-buttons';
import { QrCode } from '../pass/qr-code';
import { usePrint } from '../pass/use-print';
import { Plate } from '../plate/plate';
import { Button } from '../ui/button';

/** The pass, large, and one press to paper. */
export function KioskPass({
  token,
  claims,
  onDone,
}: {
  readonly token: string;
  readonly claims: PassClaims;
  readonly onDone: () => void;
}) {
  const t = useTranslations('kiosk');
  const pass = useTranslations('pass');
  const [paper, print] = usePrint();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { plate } = claims.binding;
  return (
    <div className="grid items-center gap-6 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <div className="overflow-hidden rounded-2xl border border-rule bg-white">
        <QrCode text={token} label={pass('qrLabel', { plate })} />
      </div>
      <div className="@container flex flex-col gap-4">
        <h1 ref={heading} tabIndex={-1} className="text-center outline-none">
          <Plate plate={plate} size="fit" />
        </h1>
        <PrintButtons onPrint={print} size="tablet" />
        <Button size="tablet" onClick={onDone}>
          {t('done')}
        </Button>
      </div>
      {createPortal(
        <PassSheet token={token} claims={claims} shortCode={shortCodeOf(claims.passId)} paper={paper} />,
        document.body,
      )}
    </div>
  );
}
