'use client';
import { useTranslations } from 'use-intl';
import { gateByNumber } from '@/domain/gate/gates';
import type { PassClaims } from '@/domain/pass/claims';
import { type DriverSign, driverSign } from '@/domain/pass/driver-sign';
import type { PassAnswer } from '@/offline/react/pass-page';

/** Each outline is another: a stop sign, a round one, a square, an arrow, a ring, a diamond. */
const DRAWN: Record<DriverSign | 'unknown', readonly [outline: string, mark: string]> = {
  stop: ['M20.4 4h23.2L60 20.4v23.2L43.6 60H20.4L4 43.6V20.4z', 'M18 32h28'],
  go: ['M32 2a30 30 0 1 0 0 60 30 30 0 0 0 0-60z', 'M32 49V17M18 30 32 16l14 14'],
  wait: ['M10 4h44a6 6 0 0 1 6 6v44a6 6 0 0 1-6 6H10a6 6 0 0 1-6-6V10a6 6 0 0 1 6-6z', 'M23 18v28M41 18v28'],
  drive: ['M32 2 62 32H46v30H18V32H2z', 'M32 20v34'],
  done: ['M32 2a30 30 0 1 0 0 60 30 30 0 0 0 0-60z', 'M17 33.5 28 44.5 48 21'],
  unknown: ['M32 2 62 32 32 62 2 32z', 'M25 25.5c.5-9 14.5-9 14.5.5 0 6.5-7.5 6.5-7.5 12M32 46.5v.5'],
};
const LOOK: Record<DriverSign | 'unknown', { readonly box: string; readonly mark: string }> = {
  stop: { box: 'bg-refuse text-on-refuse', mark: 'var(--refuse)' },
  go: { box: 'bg-action text-on-action', mark: 'var(--action)' },
  wait: { box: 'bg-note border-4 border-note-edge', mark: 'var(--note)' },
  drive: { box: 'bg-card border-4 border-ink', mark: 'var(--card)' },
  done: { box: 'bg-card border-4 border-rule', mark: 'var(--card)' },
  unknown: { box: 'border-4 border-dashed border-edge', mark: 'var(--paper)' },
};

function Sign({ sign, large }: { readonly sign: DriverSign | 'unknown'; readonly large: boolean }) {
  const [outline, mark] = DRAWN[sign];
  return (
    <svg
      viewBox="0 0 64 64"
      aria-hidden="true"
      focusable="false"
      className={`shrink-0 ${large ? 'size-44' : 'size-16'}`}
    >
      <path d={outline} fill="currentColor" />
      <path
        d={mark}
        fill="none"
        stroke={LOOK[sign].mark}
        strokeWidth="7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** Where to, below the word. */
function whereTo(sign: DriverSign, answer: PassAnswer, claims: PassClaims) {
  if (sign !== 'drive') return sign === 'go' ? 'go' : sign;
  if (answer.stage === 'line') return 'across';
  const gate = gateByNumber(claims.gateNumber);
  const stages = claims.direction === 'export' && gate?.yards.some(({ kind }) => kind === 'staging') === true;
  return stages ? 'drive' : 'gate';
}

/** What the driver does now: one shape, one colour, one word (PO-2). `large`: the whole width, for whoever reads little. */
export function DriveSign({
  answer,
  claims,
  large,
}: {
  readonly answer: PassAnswer | null;
  readonly claims: PassClaims;
  readonly large: boolean;
}) {
  const t = useTranslations('pass.sign');
  const sign =
    answer === null ? 'unknown' : driverSign({ ...answer, call: answer.turn?.call?.state ?? null });
  const to = answer === null || sign === 'unknown' ? null : t(`to.${whereTo(sign, answer, claims)}`);
  return (
    <section
      aria-label={t('label')}
      data-sign={sign}
      className={`my-3 flex items-center rounded-2xl ${LOOK[sign].box} ${large ? 'flex-col gap-4 p-6 text-center' : 'gap-4 p-4'}`}
    >
      <Sign sign={sign} large={large} />
      <p className={`leading-tight font-extrabold ${large ? 'text-5xl' : 'text-3xl'}`}>
        {t(sign)}
        {to === null ? null : (
          <span className={`block font-semibold ${large ? 'mt-2 text-2xl' : 'text-lg'}`}>{to}</span>
        )}
      </p>
    </section>
  );
}
