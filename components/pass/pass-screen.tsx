'use client';
import { useCallback, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { gateByNumber } from '@/domain/gate/gates';
import { assertNever } from '@/domain/shared/result';
import type { PassPage } from '@/offline/react/pass-page';
import { Clocks } from '../app/clocks';
import { LanguageSwitch, ThemeSwitch } from '../app/preferences';
import { Plate } from '../plate/plate';
import { Awaiting } from '../ui/awaiting';
import { Button, ButtonLink } from '../ui/button';
import { Shape } from '../ui/shape';
import { type Paper, PrintButtons, ShareButton } from './pass-actions';
import { PassFacts } from './pass-facts';
import { PassLiveState } from './pass-live';
import { PassSheet } from './pass-sheet';
import { PassTurn } from './pass-turn';
import { QrCode } from './qr-code';
import { useWakeLock } from './use-wake-lock';

type Held = Extract<PassPage, { kind: 'pass' }>;

function PassFrame({
  gateName,
  children,
}: {
  readonly gateName: string;
  readonly children: React.ReactNode;
}) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-lg flex-col px-4 pb-8 print:hidden">
      <header className="flex items-center justify-between gap-3 py-1">
        <a href="/" className="flex min-h-11 items-center font-semibold text-muted no-underline">
          {gateName}
        </a>
        <div className="flex items-center">
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
      </header>
      <main className="flex grow flex-col">{children}</main>
    </div>
  );
}

/** The centre said no: said once, large, in place of the code. */
function Refused({ status }: { readonly status: 'revoked' | 'superseded' }) {
  const t = useTranslations('pass');
  return (
    <div role="alert" className="my-4 rounded-2xl bg-refuse p-6 text-on-refuse">
      <Shape name="octagon" mark="var(--refuse)" className="size-16" />
      <h2 className="mt-4 text-3xl leading-tight font-extrabold">{t(status)}</h2>
      <p className="mt-2 text-lg">{t(`${status}Text`)}</p>
    </div>
  );
}

function HeldPass({ page }: { readonly page: Held }) {
  const t = useTranslations('pass');
  const direction = useTranslations('direction');
  const locale = useLocale();
  const [paper, setPaper] = useState<Paper>('a6');
  const { claims, token, shortCode, live } = page;
  const gate = gateByNumber(claims.gateNumber);
  const status = live.kind === 'known' ? live.answer.status : 'live';
  useWakeLock(status === 'live');
  const print = useCallback((chosen: Paper) => {
    setPaper(chosen);
    // After React has drawn the chosen sheet.
    requestAnimationFrame(() => requestAnimationFrame(() => window.print()));
  }, []);
  return (
    <>
      <PassFrame gateName={gate?.[locale] ?? t('title')}>
        <p className="flex items-center justify-between gap-3 pb-2 text-sm whitespace-nowrap">
          <span className="text-muted">{direction(claims.direction)}</span>
          <span className="flex items-center gap-2 font-semibold text-good">
            <span aria-hidden="true" className="size-2.5 rounded-full bg-good" />
            {t('worksOffline')}
          </span>
        </p>
        <h1 className="@container text-center">
          <Plate plate={claims.binding.plate} size="fit" />
        </h1>
        {status === 'live' ? (
          <div className="my-3 overflow-hidden rounded-2xl border border-rule bg-white">
            <QrCode text={token} label={t('qrLabel', { plate: claims.binding.plate })} />
          </div>
        ) : (
          <Refused status={status} />
        )}
        {status === 'live' && live.kind === 'known' && live.answer.turn !== null ? (
          <PassTurn token={token} turn={live.answer.turn} />
        ) : null}
        <PassLiveState live={live} />
        <p className="mt-4 border-t border-rule pt-3">
          <Clocks />
        </p>
        <section aria-label={t('details')} className="mt-4">
          <PassFacts claims={claims} shortCode={shortCode} />
        </section>
        <div className="mt-6 flex flex-wrap gap-3">
          <ShareButton token={token} />
          <PrintButtons onPrint={print} />
        </div>
      </PassFrame>
      <PassSheet token={token} claims={claims} shortCode={shortCode} paper={paper} />
    </>
  );
}

function Message({ title, text, children }: { title: string; text: string; children: React.ReactNode }) {
  const t = useTranslations('pass');
  return (
    <PassFrame gateName={t('title')}>
      <h1 className="mt-8 text-3xl leading-tight font-bold">{title}</h1>
      <p className="mt-3 mb-6 text-lg text-muted">{text}</p>
      <div>{children}</div>
    </PassFrame>
  );
}

/** The driver's pass: no account, a link; from the second time on without a network. */
export function PassScreen({ page }: { readonly page: PassPage }) {
  const t = useTranslations('pass');
  const app = useTranslations('app');
  switch (page.kind) {
    case 'starting':
      return (
        <PassFrame gateName={t('title')}>
          <Awaiting>{t('starting')}</Awaiting>
        </PassFrame>
      );
    case 'none':
      return (
        <Message title={t('noneTitle')} text={t('noneText')}>
          <ButtonLink href="/" tone="outline">
            {app('home')}
          </ButtonLink>
        </Message>
      );
    case 'not-a-pass':
      return (
        <Message title={t('notTitle')} text={t('notText')}>
          <ButtonLink href="/" tone="outline">
            {app('home')}
          </ButtonLink>
        </Message>
      );
    case 'update-needed':
      return (
        <Message title={t('updateTitle')} text={t('updateText')}>
          <Button onClick={() => location.reload()}>{t('reload')}</Button>
        </Message>
      );
    case 'pass':
      return <HeldPass page={page} />;
    default:
      return assertNever(page);
  }
}
