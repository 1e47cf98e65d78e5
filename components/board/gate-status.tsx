'use client';
import { useTranslations } from 'use-intl';
import type { GateSnapshot } from '@/domain/board/snapshot';
import type { PublicFlow } from '@/domain/flow/picture';
import { NEIGHBOUR_ZONE } from '@/domain/gate/gates';
import type { Direction } from '@/domain/shared/vocabulary';
import { useTimeText } from '../app/time-text';
import { useNow } from '../app/use-now';

const MINUTE_MS = 60_000;
const WAYS = ['export', 'import'] as const satisfies readonly Direction[];

/** "Open until 20:00 · 21:00": Hà Nội, then Beijing, as the clocks above; the day too when it is not today. */
export function useOpenText() {
  const t = useTranslations('board');
  const { clock, day, moment } = useTimeText();
  return ({ open, changesAt }: PublicFlow, now: number): string => {
    if (changesAt === null) return t(open ? 'open' : 'closed');
    const isToday = moment(changesAt, now) === clock(changesAt);
    const at = `${clock(changesAt)} · ${clock(changesAt, NEIGHBOUR_ZONE)}${isToday ? '' : ` · ${day(changesAt)}`}`;
    return t(open ? 'openUntil' : 'closedUntil', { at });
  };
}

/** Open is filled and round, closed is an empty box: told apart without colour. */
function OpenSign({ flow, now }: { readonly flow: PublicFlow; readonly now: number }) {
  const openText = useOpenText();
  return (
    <span
      data-open={flow.open}
      className={`figures inline-block px-[0.5em] py-[0.12em] leading-tight ${
        flow.open
          ? 'rounded-full bg-level-green text-on-proceed'
          : 'rounded-md border-[0.08em] border-ink bg-paper text-ink'
      }`}
    >
      {openText(flow, now)}
    </span>
  );
}

/** Minutes behind plan of each direction, or that nobody is late. */
function Behind({ flow }: { readonly flow: NonNullable<GateSnapshot['flow']> }) {
  const t = useTranslations('board');
  const { duration } = useTimeText();
  const known = WAYS.flatMap((direction) => {
    const { behindMinutes } = flow[direction];
    return behindMinutes === null ? [] : [{ direction, minutes: behindMinutes }];
  });
  if (known.length === 0) return null;
  if (known.every(({ minutes }) => minutes <= 0)) return <p className="figures text-muted">{t('onPlan')}</p>;
  return (
    <p className="figures flex flex-wrap gap-x-5 wall:gap-x-8">
      <span className="text-muted">{t('behindPlan')}</span>
      {known.map(({ direction, minutes }) => (
        <span key={direction}>
          {`${t(`way.${direction}`)} `}
          <span className={minutes > 0 ? 'text-warn-text' : 'text-muted'}>
            {minutes > 0 ? duration(minutes * MINUTE_MS) : t('onTime')}
          </span>
        </span>
      ))}
    </p>
  );
}

/** Open or closed, until when, and how late the line runs; for each direction where they differ. */
export function GateStatus({ flow }: { readonly flow: NonNullable<GateSnapshot['flow']> }) {
  const t = useTranslations('board');
  const now = useNow(15_000);
  if (now === null) return null;
  const isAlike = flow.export.open === flow.import.open && flow.export.changesAt === flow.import.changesAt;
  return (
    <section
      aria-label={t('status')}
      className="flex flex-wrap items-center gap-x-6 gap-y-2 border-t border-rule py-3 text-lg wall:gap-x-12 wall:py-1.5 wall:text-[3.35rem] wall:leading-tight"
    >
      {isAlike ? (
        <OpenSign flow={flow.export} now={now} />
      ) : (
        WAYS.map((direction) => (
          <p key={direction} className="flex items-center gap-x-3 wall:gap-x-5">
            <span className="figures">{t(`way.${direction}`)}</span>
            <OpenSign flow={flow[direction]} now={now} />
          </p>
        ))
      )}
      <Behind flow={flow} />
    </section>
  );
}
