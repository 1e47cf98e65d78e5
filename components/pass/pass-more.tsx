'use client';
import { createPortal } from 'react-dom';
import { useTranslations } from 'use-intl';
import { gateByNumber } from '@/domain/gate/gates';
import type { PassPage } from '@/offline/react/pass-page';
import { DriverGuide } from '../help/driver-guide';
import { KioskCode } from './kiosk-code';
import { ShareButton } from './pass-actions';
import { PassCopies } from './pass-copies';
import { PassFacts } from './pass-facts';
import { PassPosition } from './pass-position';
import { PassSheet } from './pass-sheet';
import { PassTelling } from './pass-telling';
import { PassWay } from './pass-way';
import { usePrint } from './use-print';

type Held = Extract<PassPage, { kind: 'pass' }>;

/** What the driver's page has besides the code and the state: a chunk of its own, after the code is on the screen. */
export function PassMore({
  page,
  isLive,
  large,
}: {
  readonly page: Held;
  readonly isLive: boolean;
  /** Signs in place of text. */
  readonly large: boolean;
}) {
  const t = useTranslations('pass');
  const direction = useTranslations('direction');
  const [paper, print] = usePrint();
  const { claims, token, shortCode, passId, live } = page;
  const gate = gateByNumber(claims.gateNumber);
  const isOnTheWay = live.kind === 'never-heard' || live.answer.stage === 'declared';
  return (
    <>
      {large ? null : (
        <section aria-label={t('details')} className="mt-4">
          <p className="pb-2 text-muted">{direction(claims.direction)}</p>
          <PassFacts claims={claims} shortCode={shortCode} />
        </section>
      )}
      <div className="mt-6">
        <ShareButton token={token} />
      </div>
      {isLive ? <PassTelling passId={passId} token={token} /> : null}
      {isLive ? <PassCopies page={page} onPrint={print} /> : null}
      <div className="mt-6 border-t border-rule">
        {gate === null ? null : <PassWay gate={gate} direction={claims.direction} />}
        {gate !== null && isLive ? <KioskCode token={token} gate={gate} /> : null}
        <DriverGuide />
        {isLive && isOnTheWay ? <PassPosition key={passId} token={token} passId={passId} /> : null}
      </div>
      {createPortal(
        <PassSheet token={token} claims={claims} shortCode={shortCode} paper={paper} />,
        document.body,
      )}
    </>
  );
}
