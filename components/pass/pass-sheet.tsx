'use client';
import { useLocale, useTranslations } from 'use-intl';
import { gateByNumber } from '@/domain/gate/gates';
import type { PassClaims } from '@/domain/pass/claims';
import type { Paper } from '@/domain/pass/paper';
import { Plate } from '../plate/plate';

import { PassFacts } from './pass-facts';
import { PaperCode } from './qr-code';

/** The pass on paper; only a printer sees it. Legible in black and white: the plate keeps its outline. */
export function PassSheet({
  token,
  claims,
  shortCode,
  paper,
}: {
  readonly token: string;
  readonly claims: PassClaims;
  readonly shortCode: string;
  readonly paper: Paper;
}) {
  const t = useTranslations('pass');
  const app = useTranslations('app');
  const direction = useTranslations('direction');
  const locale = useLocale();
  const gate = gateByNumber(claims.gateNumber);
  return (
    <div data-paper={paper} aria-hidden="true" className="pass-sheet hidden bg-white text-black print:block">
      <p className="flex justify-between gap-2 font-semibold">
        <span>{`${gate?.[locale] ?? app('name')} · ${direction(claims.direction)}`}</span>
      </p>
      <div className="my-[2mm] text-center">
        <Plate plate={claims.binding.plate} size={paper === 'a6' ? 'xl' : 'md'} />
      </div>
      <PaperCode token={token} paper={paper} />
      <PassFacts claims={claims} shortCode={shortCode} />
      <p className="mt-[2mm]">
        {t('printNote')} {t('revision', { revision: claims.revision })}
      </p>
    </div>
  );
}
