'use client';
import { useTranslations } from 'use-intl';
import type { StepId } from '@/domain/shared/identity';
import { hlcMs } from '@/domain/sync/hlc';
import type { OpenEvent } from '../app/answers';
import { useTimeText } from '../app/time-text';
import { useEventWord } from '../app/use-event-word';

/** A fact that reached the centre later than this was recorded without a network. */
const LATE_MS = 60_000;

/** Every fact of the crossing, newest first: what, who, by which tablet, and when the centre learned of it. */
export function EventList({
  events,
  stepName,
}: {
  readonly events: readonly OpenEvent[];
  readonly stepName: (step: StepId) => string;
}) {
  const t = useTranslations('control');
  const agency = useTranslations('agency');
  const verdict = useTranslations('verdict');
  const word = useEventWord();
  const { clock } = useTimeText();
  const newestFirst = [...events].sort((a, b) => (a.hlc < b.hlc ? 1 : -1));
  return (
    <ol className="divide-y divide-rule border-y border-rule">
      {newestFirst.map((event) => {
        const at = hlcMs(event.hlc);
        const late = event.recordedAt - at > LATE_MS;
        return (
          <li key={event.id} className="grid grid-cols-[4rem_1fr] gap-x-4 py-2">
            <time className="figures text-lg">{clock(at)}</time>
            <span>
              <span className="font-semibold">{word(event.type)}</span>
              {event.step ? ` · ${stepName(event.step)}` : null}
              {event.verdict ? ` · ${verdict(event.verdict)} ${event.codes.join(' ')}` : null}
              {event.words === null ? null : <q className="block">{event.words}</q>}
              <span className="block text-sm text-muted">
                {event.agency ? `${agency(event.agency)} · ` : null}
                {event.deviceName}
                {late ? ` · ${t('learned', { at: clock(event.recordedAt) })}` : null}
              </span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
