'use client';
import { useLocale, useTranslations } from 'use-intl';
import { useTimeText } from '@/components/app/time-text';
import { useEventWord } from '@/components/app/use-event-word';
import { Shape } from '@/components/ui/shape';
import type { LatelyFact } from '@/domain/crossing/lately';
import { preconditionsFor } from '@/domain/process/preconditions-of';
import type { EventId } from '@/domain/shared/identity';
import type { Vehicle } from '@/offline/checkpoint/outcome';
import { useDeclaredLines } from './use-declared-lines';

const SHOWN = 2;

/** What was ordered, asked, paired and found out about this vehicle, and what must hold before the next step. */
export function WorkFacts({ vehicle }: { readonly vehicle: Vehicle }) {
  const t = useTranslations('gateWork.state');
  const more = useTranslations('gateWork');
  const work = useTranslations('work');
  const { clock } = useTimeText();
  const declared = useDeclaredLines(vehicle);
  const { crossing } = vehicle;
  if (crossing === null) return null;
  const { inspection, quarantine, questions, checks, notes, photos } = crossing;
  const failed = inspection?.places.find(({ result }) => result === 'failed');
  // What is still open stands among those who are waited for.
  const lines: readonly { readonly key: string; readonly term: string; readonly value: string }[] = [
    ...declared,
    ...(inspection === null || inspection.status === 'open'
      ? []
      : [
          {
            key: 'inspection',
            term: t('inspection'),
            value:
              failed === undefined
                ? t('inspectionPassed')
                : t('inspectionFailed', { place: work(`place.${failed.place}`) }),
          },
        ]),
    ...quarantine.flatMap(({ kind, result, at }) =>
      result === null || at === null
        ? []
        : [
            {
              key: kind,
              term: work(`quarantine.${kind}`),
              value: `${work(`result.${result}`)} · ${clock(at)}`,
            },
          ],
    ),
    ...questions.flatMap(({ request, about, answeredAt }) =>
      answeredAt === null
        ? []
        : [
            {
              key: request,
              term: `${t('question')} · ${work(`about.${about}`)}`,
              value: t('answered', { at: clock(answeredAt) }),
            },
          ],
    ),
    ...checks.map((one) => ({
      key: `check-${one.which}`,
      term: work(`binding.${one.which}`),
      value: `${one.matches ? more('matches') : more('differs')} · ${clock(one.at)}`,
    })),
    ...(notes > 0 ? [{ key: 'notes', term: more('kept'), value: t('notes', { count: notes }) }] : []),
    ...(photos > 0 ? [{ key: 'photos', term: more('kept'), value: t('photos', { count: photos }) }] : []),
  ];
  return (
    <>
      {lines.length > 0 ? (
        <dl data-work="facts" className="flex flex-wrap gap-x-8 gap-y-1 text-lg">
          {lines.map(({ key, term, value }) => (
            <div key={key}>
              <dt className="inline text-muted">{`${term} `}</dt>
              <dd className="inline font-semibold">{value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      <Preconditions vehicle={vehicle} />
    </>
  );
}

/** The published conditions of the step ahead (rule 3: transshipment has four), each held or not yet. */
function Preconditions({ vehicle }: { readonly vehicle: Vehicle }) {
  const t = useTranslations('gateWork');
  const locale = useLocale();
  const { clock } = useTimeText();
  const { crossing, process } = vehicle;
  if (crossing === null || process === null || crossing.ended !== null) return null;
  const ahead = vehicle.steps.find(
    ({ step, status }) => status !== 'done' && process.preconditions.some((fact) => fact.step === step.id),
  );
  if (ahead === undefined) return null;
  return (
    <section aria-label={t('preconditions', { step: ahead.step.name[locale] })}>
      <h3 className="text-lg font-semibold">{t('preconditions', { step: ahead.step.name[locale] })}</h3>
      <ul className="divide-y divide-rule border-y border-rule text-lg">
        {preconditionsFor(process, crossing, ahead.step.id).map(({ text, heldSince }) => (
          <li key={text.en} data-held={heldSince !== null} className="flex items-center gap-3 py-1.5">
            <Shape
              name={heldSince === null ? 'diamond' : 'circle-tick'}
              className={`size-6 ${heldSince === null ? 'text-[var(--shape-check)]' : 'text-good'}`}
            />
            <span className="grow">{text[locale]}</span>
            <span className={heldSince === null ? 'font-semibold' : 'text-muted'}>
              {heldSince === null ? t('notYet') : t('heldSince', { at: clock(heldSince) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The last two facts about the vehicle: what, whose, when. The scan on screen is not among them. */
export function Lately({
  vehicle,
  scanned,
  device,
}: {
  readonly vehicle: Vehicle;
  readonly scanned: EventId | null;
  readonly device: string;
}) {
  const t = useTranslations('gateWork');
  const word = useEventWord();
  const agencyName = useTranslations('agency');
  const verdictWord = useTranslations('verdict');
  const locale = useLocale();
  const { clock } = useTimeText();
  const facts = vehicle.lately.filter(({ eventId }) => eventId !== scanned).slice(0, SHOWN);
  if (facts.length === 0) return null;
  const stepName = (fact: LatelyFact) =>
    vehicle.process?.steps.find(({ id }) => id === fact.step)?.name[locale] ?? null;
  return (
    <ol aria-label={t('lately')} data-work="lately" className="flex flex-wrap gap-x-8 gap-y-1 text-lg">
      {facts.map((fact) => (
        <li key={fact.eventId}>
          <strong className="figures">{clock(fact.at)}</strong>
          {` ${fact.type === 'step.confirmed' ? (stepName(fact) ?? word(fact.type)) : word(fact.type)}`}
          {fact.verdict === null ? null : ` · ${verdictWord(fact.verdict)}`}
          <span className="text-muted">
            {` · ${fact.agency === null ? t('centre') : agencyName(fact.agency)}`}
            {fact.device === device ? ` · ${t('here')}` : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
