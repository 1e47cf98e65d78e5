'use client';
import { useLocale, useTranslations } from 'use-intl';
import { assertNever } from '@/domain/shared/result';
import type { PassPage } from '@/offline/react/pass-page';
import { Clocks } from '../app/clocks';
import { LanguageSwitch, ThemeSwitch } from '../app/preferences';
import { usePart } from '../app/use-part';
import { useTitle } from '../app/use-title';
import { Plate } from '../plate/plate';
import { Awaiting } from '../ui/awaiting';
import { Button, ButtonLink } from '../ui/button';
import { Shape } from '../ui/shape';
import { DriveSign } from './drive-sign';
import { PassLiveState } from './pass-live';
import { QrCode } from './qr-code';
import { useGateOfPass } from './use-gate-of-pass';
import { useLargeSigns } from './use-large-signs';
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
    <div
      data-surface="pass"
      className="mx-auto flex min-h-dvh w-full max-w-lg flex-col px-4 pb-8 print:hidden"
    >
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

const loadMore = () => import('./pass-more');
/** The centre has to be asked first. */
const loadTurn = () => import('./pass-turn');

/** Signs in place of text, and back. */
function LargeSwitch({ large, onChange }: { readonly large: boolean; onChange: (large: boolean) => void }) {
  const t = useTranslations('pass.sign');
  return (
    <button
      type="button"
      aria-pressed={large}
      onClick={() => onChange(!large)}
      className="min-h-11 rounded-lg text-link underline underline-offset-4"
    >
      {t(large ? 'small' : 'large')}
    </button>
  );
}

function HeldPass({ page }: { readonly page: Held }) {
  const t = useTranslations('pass');
  const locale = useLocale();
  const [large, setLarge] = useLargeSigns();
  const more = usePart(loadMore);
  const turn = usePart(loadTurn);
  const { claims, token, live } = page;
  const gate = useGateOfPass(claims.gateNumber);
  const answer = live.kind === 'known' ? live.answer : null;
  const status = answer?.status ?? 'live';
  useWakeLock(status === 'live');
  return (
    <PassFrame gateName={gate?.[locale] ?? t('title')}>
      <p className="flex items-center justify-between gap-3 pb-1 text-sm whitespace-nowrap">
        <LargeSwitch large={large} onChange={setLarge} />
        <span className="flex items-center gap-2 font-semibold text-good">
          <span aria-hidden="true" className="size-2.5 rounded-full bg-good" />
          {t('worksOffline')}
        </span>
      </p>
      {large ? <DriveSign answer={answer} claims={claims} large /> : null}
      <h1 className="@container text-center">
        <Plate plate={claims.binding.plate} size="fit" />
      </h1>
      {status === 'live' ? (
        <>
          <div className="mt-3 overflow-hidden rounded-2xl border border-rule bg-white">
            <QrCode text={token} label={t('qrLabel', { plate: claims.binding.plate })} />
          </div>
          <p className="mt-1 mb-2 text-center text-sm text-muted">{t('bright')}</p>
        </>
      ) : (
        <Refused status={status} />
      )}
      {status === 'live' && turn !== null && answer !== null && answer.turn !== null ? (
        <turn.PassTurn token={token} turn={answer.turn} />
      ) : null}
      {large ? null : (
        <>
          <DriveSign answer={answer} claims={claims} large={false} />
          <PassLiveState live={live} />
          <p className="mt-4 border-t border-rule pt-3">
            <Clocks />
          </p>
        </>
      )}
      {more === null ? null : <more.PassMore page={page} isLive={status === 'live'} large={large} />}
    </PassFrame>
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
  useTitle(t('title'));
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
