'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { ControlIncident } from '@/domain/board/snapshot';
import { gateById } from '@/domain/gate/gates';
import type { GateId } from '@/domain/shared/identity';
import { VERDICTS } from '@/domain/shared/vocabulary';
import { INCIDENT_KINDS } from '@/domain/sync/incident';
import { BothTimes } from '../app/both-times';
import { Failure } from '../app/failure';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { Plate } from '../plate/plate';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { Shape, type ShapeName } from '../ui/shape';
import { crossingHash } from './control-route';
import { IncidentFilters, type Only } from './incident-filters';
import { ReasonForm } from './reason-form';

const SEVERITY: Record<ControlIncident['severity'], ShapeName> = {
  notice: 'diamond',
  warning: 'triangle',
  serious: 'octagon',
};

/** Both facts side by side: nobody's scan is thrown away (rule 14). */
function FactsSideBySide({
  facts,
  gateId,
}: {
  readonly facts: ControlIncident['facts'];
  readonly gateId: GateId;
}) {
  const locale = useLocale();
  const t = useTranslations('control');
  const verdict = useTranslations('verdict');
  const { clock } = useTimeText();
  return (
    <ul className="mt-4 grid gap-x-8 gap-y-4 sm:grid-cols-2">
      {facts.map((fact) => {
        const known = VERDICTS.find((each) => each === fact.verdict);
        return (
          <li key={fact.eventId} className="border-t-2 border-ink pt-2">
            <p className="font-semibold">
              {[
                fact.gateId === gateId ? null : gateById(fact.gateId)?.[locale],
                fact.checkpoint,
                fact.deviceName,
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
            <p className="text-lg">
              <BothTimes at={fact.at} />
            </p>
            <p className="text-muted">
              {[known ? verdict(known) : null, fact.codes.join(' '), fact.actor].filter(Boolean).join(' · ')}
            </p>
            <p className="text-sm text-muted">{t('learned', { at: clock(fact.recordedAt) })}</p>
          </li>
        );
      })}
    </ul>
  );
}

function Incident({ incident, gateId }: { readonly incident: ControlIncident; readonly gateId: GateId }) {
  const t = useTranslations('control');
  const words = useTranslations('incident');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [resolving, setResolving] = useState(false);
  const resolve = useMutation(
    trpc.control.resolveIncident.mutationOptions({
      onSuccess: () => {
        setResolving(false);
        queries
          .invalidateQueries({ queryKey: trpc.control.incidents.queryKey({ gateId }) })
          .catch(() => undefined);
      },
    }),
  );
  return (
    <li className="py-6" data-incident={incident.kind} data-severity={incident.severity}>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <Shape name={SEVERITY[incident.severity]} className="size-9" />
        <div className="min-w-0 grow">
          <h3 className="text-xl leading-tight font-bold">
            {words(`${incident.kind}.word`)}
            <span className="ml-3 text-base font-normal text-muted">
              {words(`severity.${incident.severity}`)}
            </span>
          </h3>
          <p className="text-muted">{words(`${incident.kind}.advice`)}</p>
        </div>
        {incident.plate ? <Plate plate={incident.plate} size="md" /> : null}
      </div>
      <FactsSideBySide facts={incident.facts} gateId={gateId} />
      <div className="mt-4 flex flex-wrap items-center gap-x-5 gap-y-3">
        {incident.resolved ? (
          <p className="font-semibold">{t('resolvedBecause', { reason: incident.resolved.reason })}</p>
        ) : resolving ? (
          <div className="w-full max-w-xl">
            <ReasonForm
              action={t('resolveNow')}
              busy={resolve.isPending}
              error={resolve.error}
              onSubmit={(reason) => resolve.mutate({ gateId, incident: incident.id, reason })}
              onCancel={() => setResolving(false)}
            />
          </div>
        ) : (
          <Button tone="outline" onClick={() => setResolving(true)}>
            {t('resolve')}
          </Button>
        )}
        {incident.crossingId ? (
          <a
            href={`#${crossingHash(gateId, incident.crossingId)}`}
            className="inline-flex min-h-12 items-center text-link underline underline-offset-4"
          >
            {t('openFile')}
          </a>
        ) : null}
      </div>
    </li>
  );
}

/** Conflicts between facts: open ones first. */
export function IncidentList({ gateId }: { readonly gateId: GateId }) {
  const t = useTranslations('control');
  const filters = useTranslations('incidentFilter');
  const [only, setOnly] = useState<Only>({ kind: '', severity: '', open: false });
  const trpc = useTRPC();
  const query = useQuery(trpc.control.incidents.queryOptions({ gateId }, { refetchInterval: 10_000 }));
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return <Awaiting>{t('awaitingIncidents')}</Awaiting>;
  const sorted = [...query.data].sort(
    (a, b) => Number(a.resolved !== null) - Number(b.resolved !== null) || b.at - a.at,
  );
  const open = sorted.filter((incident) => incident.resolved === null).length;
  const kinds = INCIDENT_KINDS.filter((kind) => sorted.some((incident) => incident.kind === kind));
  const shown = sorted.filter(
    (incident) =>
      (only.kind === '' || incident.kind === only.kind) &&
      (only.severity === '' || incident.severity === only.severity) &&
      (!only.open || incident.resolved === null),
  );
  return (
    <section aria-labelledby="incidents-title">
      <h2 id="incidents-title" className="mb-2 text-2xl font-bold">
        {t('incidentsTitle', { count: open })}
      </h2>
      {sorted.length === 0 ? (
        <p className="border-y border-rule py-4 text-muted">{t('noIncidents')}</p>
      ) : (
        <IncidentFilters only={only} kinds={kinds} onChange={setOnly} />
      )}
      {sorted.length > 0 && shown.length === 0 ? (
        <p className="border-y border-rule py-4 text-muted">{filters('none')}</p>
      ) : null}
      <ul className="divide-y divide-rule">
        {shown.map((incident) => (
          <Incident key={incident.id} incident={incident} gateId={gateId} />
        ))}
      </ul>
    </section>
  );
}
