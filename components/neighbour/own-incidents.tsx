'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { v7 as uuidv7 } from 'uuid';
import { INCIDENT_CODES } from '@/domain/neighbour/content';
import type { GateId } from '@/domain/shared/identity';
import { DIRECTIONS, type Direction } from '@/domain/shared/vocabulary';
import type { NeighbourPicture } from '../app/answers';
import { ErrorNotice } from '../app/error-notice';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { Button } from '../ui/button';
import { SelectField } from '../ui/field';
import { PickField } from '../ui/pick-field';
import { useRefreshNeighbour } from './use-refresh';

/** What happened here and concerns the other side: a code and a way, no words; those told, until somebody ends them (NE-20). */
export function OwnIncidents({
  gateId,
  picture,
  now,
}: {
  readonly gateId: GateId;
  readonly picture: NeighbourPicture;
  readonly now: number;
}) {
  const t = useTranslations('neighbour.own');
  const n = useTranslations('neighbour');
  const sheet = useTranslations('neighbour.sheet');
  const { ago } = useTimeText();
  const trpc = useTRPC();
  const refresh = useRefreshNeighbour(gateId);
  const end = useMutation(trpc.neighbour.endIncident.mutationOptions({ onSuccess: refresh }));
  return (
    <section aria-labelledby="own-incidents-title" className="min-w-0">
      <h2 id="own-incidents-title" className="text-2xl font-bold">
        {t('title')}
      </h2>
      <p className="mt-1 mb-5 text-muted">{t('intro')}</p>
      <TellForm gateId={gateId} onTold={refresh} />
      <ErrorNotice error={end.error} />
      {picture.incidents.length === 0 ? null : (
        <ul className="mt-6 divide-y divide-rule border-y border-rule">
          {picture.incidents.map(({ incidentId, code, flow, since, by }) => (
            <li key={incidentId} className="flex flex-wrap items-center justify-between gap-x-4 py-2">
              <div>
                <p className="font-semibold">
                  {`${sheet(`code.${code}`)} · ${flow === null ? t('bothWays') : sheet(`flow.${flow}`)}`}
                </p>
                <p className="text-sm text-muted">{`${ago(since, now)} · ${by ?? n('log.unknown')}`}</p>
              </div>
              <Button tone="text" busy={end.isPending} onClick={() => end.mutate({ gateId, incidentId })}>
                {n('log.over')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function TellForm({ gateId, onTold }: { readonly gateId: GateId; readonly onTold: () => void }) {
  const t = useTranslations('neighbour.own');
  const direction = useTranslations('direction');
  const sheet = useTranslations('neighbour.sheet');
  const trpc = useTRPC();
  const [code, setCode] = useState<(typeof INCIDENT_CODES)[number]>('accident');
  const [way, setWay] = useState<Direction | null>(null);
  // Pressed twice it is one incident; the next one has an id of its own.
  const [incidentId, setIncidentId] = useState(() => uuidv7());
  const tell = useMutation(
    trpc.neighbour.tellIncident.mutationOptions({
      onSuccess: () => {
        setIncidentId(uuidv7());
        onTold();
      },
    }),
  );
  return (
    <form
      noValidate
      className="space-y-6"
      onSubmit={(event) => {
        event.preventDefault();
        if (!tell.isPending) tell.mutate({ gateId, incidentId, code, direction: way });
      }}
    >
      <ErrorNotice error={tell.error} />
      <div className="grid gap-6 sm:grid-cols-2">
        <PickField
          label={t('code')}
          value={code}
          options={INCIDENT_CODES}
          nameOf={(each) => sheet(`code.${each}`)}
          onPick={setCode}
        />
        <SelectField
          label={t('way')}
          value={way ?? ''}
          onChange={({ target }) => setWay(DIRECTIONS.find((each) => each === target.value) ?? null)}
        >
          <option value="">{t('bothWays')}</option>
          {DIRECTIONS.map((each) => (
            <option key={each} value={each}>
              {direction(each)}
            </option>
          ))}
        </SelectField>
      </div>
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" tone="outline" busy={tell.isPending}>
          {t('tell')}
        </Button>
        <p role="status" className="font-semibold">
          {tell.isSuccess ? t('told') : null}
        </p>
      </div>
    </form>
  );
}
