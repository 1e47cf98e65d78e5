'use client';
import { useLocale, useTranslations } from 'use-intl';
import type { CrossingState } from '@/domain/crossing/state';
import { preconditionsFor } from '@/domain/process/preconditions-of';
import type { Process } from '@/domain/process/process';
import type { GateId } from '@/domain/shared/identity';
import type { OpenEvent } from '../app/answers';
import { useTimeText } from '../app/time-text';
import { Facts } from '../ui/hairlines';
import { crossingHash } from './control-route';
import { CrossingPhoto } from './crossing-photo';

/** What officers did with the vehicle besides ticking steps, and what must hold before a transshipment is signed. */
export function CrossingWork({
  gateId,
  state,
  process,
  events,
}: {
  readonly gateId: GateId;
  readonly state: CrossingState;
  readonly process: Process | null;
  readonly events: readonly OpenEvent[];
}) {
  const t = useTranslations('crossingWork');
  const work = useTranslations('work');
  const { clock } = useTimeText();
  const { inspection, quarantine, questions, pairing, checks } = state;
  const undone = new Set(
    events.flatMap((event) => (event.type === 'event.undone' ? [event.body.event] : [])),
  );
  const photos = events.flatMap((event) =>
    event.type === 'photo.taken' && !undone.has(event.id) ? [event] : [],
  );
  const facts = [
    ...(inspection === null
      ? []
      : [
          {
            key: 'inspection',
            term: t('inspection'),
            value: (
              <>
                <span className="block text-sm text-muted">
                  {t('inspectionWhy', {
                    at: clock(inspection.orderedAt),
                    reason: work(`orderWhy.${inspection.reason}`),
                  })}
                </span>
                <ol>
                  {inspection.places.map(({ place, result, at }) => (
                    <li key={place}>
                      {`${work(`place.${place}`)}: `}
                      <span className="font-semibold">
                        {result === null ? t('open') : work(`result.${result}`)}
                      </span>
                      {at === null ? null : ` · ${clock(at)}`}
                    </li>
                  ))}
                </ol>
              </>
            ),
          },
        ]),
    ...quarantine.map((one) => ({
      key: one.kind,
      term: work(`quarantine.${one.kind}`),
      value:
        one.result === null || one.at === null
          ? t('asked', { at: clock(one.requestedAt ?? one.at ?? 0) })
          : `${work(`result.${one.result}`)} · ${clock(one.at)}`,
    })),
    ...questions.map((one) => ({
      key: one.request,
      term: t('question', { about: work(`about.${one.about}`) }),
      value: (
        <>
          <span className="block">{wordsOf(events, one.request)}</span>
          <span className={one.answeredAt === null ? 'font-semibold' : 'text-muted'}>
            {one.answeredAt === null
              ? t('unanswered', { at: clock(one.askedAt) })
              : t('answered', { at: clock(one.answeredAt) })}
          </span>
        </>
      ),
    })),
    ...(pairing === null
      ? []
      : [
          {
            key: 'pairing',
            term: t('pairing'),
            value: (
              <>
                {t('pairedSince', { count: pairing.receiving.length, at: clock(pairing.since) })}
                {pairing.receiving.map((id, at) => (
                  <a
                    key={id}
                    href={`#${crossingHash(gateId, id)}`}
                    className="ml-3 inline-flex min-h-11 items-center text-link underline underline-offset-4"
                  >
                    {t('openLorry', { number: at + 1 })}
                  </a>
                ))}
              </>
            ),
          },
        ]),
    ...checks.map((one) => ({
      key: `check-${one.which}`,
      term: work(`binding.${one.which}`),
      value: `${one.matches ? t('matches') : t('differs')} · ${clock(one.at)}`,
    })),
  ];
  return (
    <>
      {facts.length > 0 ? (
        <section aria-labelledby="work-title">
          <h3 id="work-title" className="mb-3 text-xl font-bold">
            {t('title')}
          </h3>
          <Facts facts={facts} compact />
        </section>
      ) : null}
      <Preconditions state={state} process={process} />
      {photos.length > 0 ? (
        <section aria-labelledby="photos-title">
          <h3 id="photos-title" className="mb-3 text-xl font-bold">
            {t('photos')}
          </h3>
          <ul className="space-y-4">
            {photos.map((event) => (
              <li key={event.id}>
                <CrossingPhoto gateId={gateId} event={event} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

const wordsOf = (events: readonly OpenEvent[], id: string): string | null =>
  events.find((event) => event.id === id)?.words ?? null;

function Preconditions({
  state,
  process,
}: {
  readonly state: CrossingState;
  readonly process: Process | null;
}) {
  const t = useTranslations('crossingWork');
  const locale = useLocale();
  const { clock } = useTimeText();
  const step = process?.steps.find(({ id }) => process.preconditions.some((fact) => fact.step === id));
  if (process === null || step === undefined) return null;
  return (
    <section aria-labelledby="preconditions-title">
      <h3 id="preconditions-title" className="mb-3 text-xl font-bold">
        {t('preconditions', { step: step.name[locale] })}
      </h3>
      <Facts
        facts={preconditionsFor(process, state, step.id).map(({ text, heldSince }) => ({
          key: text.en,
          term: text[locale],
          value: (
            <span className={heldSince === null ? 'font-semibold' : ''}>
              {heldSince === null ? t('notYet') : t('held', { at: clock(heldSince) })}
            </span>
          ),
        }))}
      />
    </section>
  );
}
