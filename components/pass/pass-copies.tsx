'use client';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { gateByNumber } from '@/domain/gate/gates';
import type { Paper } from '@/domain/pass/paper';
import type { PassPage } from '@/offline/react/pass-page';
import { useTimeText } from '../app/time-text';
import { Button } from '../ui/button';
import { saveBlob, saveFile } from '../ui/save-file';
import { askPaper } from './ask-pass';
import { drawPassImage } from './draw-pass-image';
import { PrintButtons } from './print-buttons';

type Held = Extract<PassPage, { kind: 'pass' }>;

/** Paper, a picture and a file: the first two without a network. */
export function PassCopies({
  page,
  onPrint,
}: {
  readonly page: Held;
  readonly onPrint: (paper: Paper) => void;
}) {
  const t = useTranslations('pass');
  const keep = useTranslations('pass.keep');
  const direction = useTranslations('direction');
  const locale = useLocale();
  const { moment } = useTimeText();
  const [state, setState] = useState<'idle' | 'pdf' | 'pdfFailed' | 'pdfOver' | 'imageFailed'>('idle');
  const { token, claims, shortCode, live } = page;
  const image = async () => {
    const now = Date.now();
    const until = claims.notAfter * 1000;
    const liveAt = live.kind === 'known' ? (live.answer.turn?.liveAt ?? null) : null;
    const blob = await drawPassImage(token, {
      head: `${gateByNumber(claims.gateNumber)?.[locale] ?? t('title')} · ${direction(claims.direction)}`,
      plate: claims.binding.plate,
      lines: [
        ...(liveAt === null ? [] : [`${t('turn.liveAt')} ${moment(liveAt, now)}`]),
        `${t('validUntil')} ${moment(until, now)}`,
        `${t('codeLabel')} ${shortCode} · ${t('revision', { revision: claims.revision })}`,
      ],
    });
    if (blob === null) return setState('imageFailed');
    saveBlob(`pass-${shortCode}.png`, blob);
    setState('idle');
  };
  const pdf = async () => {
    setState('pdf');
    const asked = await askPaper(token, locale);
    if (asked.kind === 'refused' && asked.code === 'AP-ENDED') return setState('pdfOver');
    if (asked.kind !== 'given') return setState('pdfFailed');
    saveFile(asked.value);
    setState('idle');
  };
  return (
    <section aria-label={keep('title')} className="mt-6">
      <div className="flex flex-wrap gap-3">
        <PrintButtons onPrint={onPrint} />
        <Button tone="outline" onClick={image}>
          {keep('image')}
        </Button>
        <Button tone="outline" busy={state === 'pdf'} onClick={pdf}>
          {keep(state === 'pdf' ? 'makingPdf' : 'pdf')}
        </Button>
      </div>
      <p role="status" className="mt-2 font-semibold text-fault">
        {state === 'idle' || state === 'pdf' ? '' : keep(state)}
      </p>
    </section>
  );
}
