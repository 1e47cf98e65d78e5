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

function Behind({ minutes }: { readonly minutes: number }) {
  const t = useTranslations('board');
  const { duration } = useTimeText();
  return (
    <span className={`figures ${minutes > 0 ? 'text-warn-text' : 'text-muted'}`}>
      {minutes > 0 ? t('behind', { late: duration(minutes * MINUTE_MS) }) : t('onPlan')}
    </span>
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
      {isAlike ? <OpenSign flow={flow.export} now={now} /> : null}
      {WAYS.map((direction) => {
        const { behindMinutes } = flow[direction];
        if (isAlike && behindMinutes === null) return null;
        return (
          <p key={direction} className="flex items-center gap-x-3 wall:gap-x-5">
            <span className="figures">{t(`way.${direction}`)}</span>
            {isAlike ? null : <OpenSign flow={flow[direction]} now={now} />}
            {behindMinutes === null ? null : <Behind minutes={behindMinutes} />}
          </p>
        );
      })}
    </section>
  );
}
