'use client';
import { useCallback, useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { parseCode } from '@/domain/access/one-time-code';
import type { Gate } from '@/domain/gate/gates';
import { plateMatchKey } from '@/domain/identifiers/plate';
import type { PassClaims } from '@/domain/pass/claims';
import { decodePass } from '@/domain/pass/decode-pass';
import { LOCALES } from '@/domain/shared/locales';
import type { Locale } from '@/domain/shared/vocabulary';
import { Clocks } from '../app/clocks';
import { DEFAULT_LOCALE } from '../app/locale-choice';
import { useChooseLocale } from '../app/locale-provider';
import { useTitle } from '../app/use-title';
import { useFullScreen } from '../flow-desk/use-full-screen';
import { askAtKiosk } from '../pass/ask-pass';
import { Button } from '../ui/button';
import { KioskForm } from './kiosk-form';
import { KioskPass } from './kiosk-pass';
import { usePatience } from './use-patience';

type Fault = 'plateFault' | 'codeFault' | 'wrong' | 'many' | 'unreachable' | 'unreadable';
type Step =
  | { readonly kind: 'plate' | 'code' }
  | { readonly kind: 'pass'; readonly token: string; readonly claims: PassClaims };

const NAMES: Record<Locale, string> = { vi: 'Tiếng Việt', en: 'English', zh: '中文' };

/** Spoken now, not remembered: the next person begins in Vietnamese. */
function Languages() {
  const t = useTranslations('app');
  const locale = useLocale();
  const choose = useChooseLocale();
  return (
    <fieldset aria-label={t('language')} className="flex flex-wrap gap-2">
      {LOCALES.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={each === locale}
          onClick={() => choose(each, { keep: false })}
          className="min-h-14 rounded-xl border-2 border-edge px-5 text-xl font-semibold aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-paper"
        >
          {NAMES[each]}
        </button>
      ))}
    </fieldset>
  );
}

/** `/kiosk/HN`: plate and one-time code, the pass, paper; by touch, in three languages, back to its start by itself. */
export function KioskScreen({ gate }: { readonly gate: Gate }) {
  const t = useTranslations('kiosk');
  useTitle(t('title'));
  const locale = useLocale();
  const choose = useChooseLocale();
  const [step, setStep] = useState<Step>({ kind: 'plate' });
  const [plate, setPlate] = useState('');
  const [code, setCode] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const screen = useRef<HTMLDivElement>(null);
  const { isFull, toggle } = useFullScreen(screen);
  /** An answer that comes after its person has gone is nobody's. */
  const turn = useRef(0);
  const begun = step.kind !== 'plate' || plate !== '' || fault !== null || locale !== DEFAULT_LOCALE;

  const start = useCallback(() => {
    turn.current += 1;
    setStep({ kind: 'plate' });
    setPlate('');
    setCode('');
    setFault(null);
    setBusy(false);
    choose(DEFAULT_LOCALE, { keep: false });
  }, [choose]);
  const patience = usePatience(begun, start);

  const sendPlate = () => {
    if (plateMatchKey(plate) === '') return setFault('plateFault');
    setFault(null);
    setStep({ kind: 'code' });
  };
  const sendCode = async () => {
    if (parseCode(code) === null) return setFault('codeFault');
    const mine = turn.current;
    setBusy(true);
    setFault(null);
    const asked = await askAtKiosk(gate.code, plate, code);
    if (mine !== turn.current) return;
    setBusy(false);
    if (asked.kind === 'silent') return setFault('unreachable');
    if (asked.kind === 'refused')
      return setFault(
        asked.code === 'AP-MANY' ? 'many' : asked.code === 'AP-LATER' ? 'unreachable' : 'wrong',
      );
    const read = decodePass(asked.value.token);
    if (read.kind !== 'decoded') return setFault('unreadable');
    setStep({ kind: 'pass', token: asked.value.token, claims: read.pass.claims });
  };
  return (
    <div ref={screen} className="min-h-dvh overflow-y-auto bg-paper px-4 py-4 sm:px-8 print:hidden">
      <div className="mx-auto flex max-w-5xl flex-col gap-6">
        <header className="flex flex-wrap items-center justify-between gap-3 border-b border-rule pb-3">
          <p className="text-xl font-bold">{t('gate', { gate: gate[locale] })}</p>
          <Languages />
        </header>
        <main className="flex flex-col gap-6">
          {step.kind === 'plate' ? (
            <KioskForm
              key="plate"
              kind="plate"
              value={plate}
              onChange={setPlate}
              fault={fault === null ? null : t(fault)}
              busy={false}
              onSend={sendPlate}
            />
          ) : null}
          {step.kind === 'code' ? (
            <KioskForm
              key="code"
              kind="code"
              value={code}
              onChange={setCode}
              fault={fault === null ? null : t(fault)}
              busy={busy}
              onSend={sendCode}
            />
          ) : null}
          {step.kind === 'pass' ? <KioskPass token={step.token} claims={step.claims} onDone={start} /> : null}
          {begun && step.kind !== 'pass' ? (
            <Button tone="outline" size="tablet" onClick={start}>
              {t('again')}
            </Button>
          ) : null}
          <div role="status">
            {patience.kind === 'warns' ? (
              <p className="flex flex-wrap items-center gap-4 rounded-xl bg-note p-4 text-xl font-bold">
                {t('ends', { seconds: patience.seconds })}
                <Button tone="outline" size="tablet">
                  {t('stay')}
                </Button>
              </p>
            ) : null}
          </div>
        </main>
        <footer className="flex flex-wrap items-center justify-between gap-3 border-t border-rule pt-3">
          <Clocks />
          {toggle === null ? null : (
            <Button tone="text" onClick={toggle}>
              {t(isFull ? 'leaveFullScreen' : 'fullScreen')}
            </Button>
          )}
        </footer>
      </div>
    </div>
  );
}
