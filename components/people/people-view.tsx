'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import { Failure } from '../app/failure';
import { useTRPC } from '../app/trpc';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { AddPerson } from './add-person';
import { PersonHistory } from './person-history';
import { PersonRow } from './person-row';
import { TrustedFirms } from './trusted-firms';

/** The people of a gate: those who can sign in first, those who no longer can below (AC-9). */
export function PeopleView({
  gateId,
  mayWrite,
  isOverAll,
}: {
  readonly gateId: GateId;
  readonly mayWrite: boolean;
  /** Has all gates, and gives out posts at each. */
  readonly isOverAll: boolean;
}) {
  const t = useTranslations('people');
  const trpc = useTRPC();
  const [adding, setAdding] = useState(false);
  const query = useQuery(trpc.people.list.queryOptions({ gateId }));
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return <Awaiting>{t('awaiting')}</Awaiting>;
  const people = query.data.toSorted((a, b) => Number(a.disabledAt !== null) - Number(b.disabledAt !== null));
  return (
    <div className="space-y-10">
      <section aria-labelledby="people-title">
        <div className="mb-4 flex flex-wrap items-center justify-between gap-x-8 gap-y-3">
          <div>
            <h2 id="people-title" className="text-2xl font-bold">
              {t('title', { count: people.filter(({ disabledAt }) => disabledAt === null).length })}
            </h2>
            <p className="mt-1 max-w-prose text-muted">{t(mayWrite ? 'how' : 'managerWrites')}</p>
          </div>
          {mayWrite && !adding ? <Button onClick={() => setAdding(true)}>{t('add')}</Button> : null}
        </div>
        {adding ? <AddPerson gateId={gateId} isOverAll={isOverAll} onClose={() => setAdding(false)} /> : null}
        {people.length === 0 ? (
          <p className="border-y border-rule py-4 text-muted">{t('none')}</p>
        ) : (
          <ul className="divide-y divide-rule border-y border-rule">
            {people.map((person) => (
              <PersonRow
                key={person.id}
                gateId={gateId}
                person={person}
                isOverAll={isOverAll}
                mayWrite={mayWrite}
              />
            ))}
          </ul>
        )}
      </section>
      <TrustedFirms gateId={gateId} />
      <PersonHistory gateId={gateId} />
    </div>
  );
}
