'use client';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { codeText } from '@/domain/access/one-time-code';
import type { Gate } from '@/domain/gate/gates';
import { useTimeText } from '../app/time-text';
import { Button } from '../ui/button';
import { askKioskCode } from './ask-pass';

type State =
  | { readonly kind: 'none' | 'asking' | 'failed' | 'over' | 'many' }
  | { readonly kind: 'given'; readonly code: string; readonly expiresAt: number };

/** A code that prints the pass at the gate's kiosk, for a driver without a printer and a phone that may die (PO-5). */
export function KioskCode({ token, gate }: { readonly token: string; readonly gate: Gate }) {
  const t = useTranslations('pass.kiosk');
  const locale = useLocale();
  const { clock } = useTimeText();
  const [state, setState] = useState<State>({ kind: 'none' });
  const get = async () => {
    setState({ kind: 'asking' });
    const asked = await askKioskCode(token);
    if (asked.kind === 'given') setState({ kind: 'given', ...asked.value });
    else if (asked.kind === 'silent') setState({ kind: 'failed' });
    else
      setState({ kind: asked.code === 'AP-MANY' ? 'many' : asked.code === 'AP-LATER' ? 'failed' : 'over' });
  };
  return (
    <details className="border-b border-rule py-1">
      <summary className="flex min-h-13 cursor-pointer items-center text-lg font-semibold">
        {t('title')}
      </summary>
      <p className="mb-3 text-muted">{t('text', { gate: gate[locale] })}</p>
      <div role="status">
        {state.kind === 'given' ? (
          <>
            <p className="text-muted">{t('code')}</p>
            <p className="figures text-5xl">{codeText(state.code)}</p>
            <p className="mt-1">{t('until', { at: clock(state.expiresAt) })}</p>
          </>
        ) : null}
        {state.kind === 'failed' || state.kind === 'over' || state.kind === 'many' ? (
          <p className="font-semibold text-fault">{t(state.kind)}</p>
        ) : null}
      </div>
      <div className="mt-3 mb-4">
        <Button tone="outline" busy={state.kind === 'asking'} onClick={get}>
          {t(state.kind === 'asking' ? 'getting' : 'get')}
        </Button>
      </div>
    </details>
  );
}
