'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import type { PersonLine } from '../app/answers';
import { BothTimes } from '../app/both-times';
import { Button } from '../ui/button';
import { type PersonAct, PersonActs } from './person-acts';
import { usePostText } from './use-post-text';

const ACTS = ['correct', 'move', 'renewPassword', 'disable'] as const;

/** One person: name, address, post, whether they can sign in; and what a manager may do about it. */
export function PersonRow({
  gateId,
  person,
  isOverAll,
  mayWrite,
}: {
  readonly gateId: GateId;
  readonly person: PersonLine;
  readonly isOverAll: boolean;
  readonly mayWrite: boolean;
}) {
  const t = useTranslations('people');
  const postText = usePostText();
  const [act, setAct] = useState<PersonAct | null>(null);
  const { name, disabledAt } = person;
  const acts: readonly PersonAct[] = disabledAt === null ? ACTS : ['enable'];
  return (
    <li data-person={person.email} className="space-y-3 py-4">
      <div className="grid gap-x-6 gap-y-1 md:grid-cols-[1fr_1fr_25rem] md:items-center">
        <div className="min-w-0">
          <p
            className={`text-lg leading-snug font-semibold ${disabledAt === null ? '' : 'text-muted line-through'}`}
          >
            {name}
          </p>
          <p className="text-muted break-all">{person.email}</p>
        </div>
        <div>
          <p>{postText(person.post)}</p>
          {disabledAt !== null ? (
            <p className="font-semibold">
              {t('disabledSince')} <BothTimes at={disabledAt} />
            </p>
          ) : person.mustChangePassword ? (
            <p className="text-muted">{t('notYetSignedIn')}</p>
          ) : null}
        </div>
        {person.isSelf ? (
          <p className="text-muted">{mayWrite ? t('self') : t('you')}</p>
        ) : mayWrite && act === null ? (
          <div className="flex flex-wrap gap-x-5">
            {acts.map((each) => (
              <Button
                key={each}
                tone="text"
                className="px-0!"
                aria-label={t(`actOn.${each}`, { name })}
                onClick={() => setAct(each)}
              >
                {t(`act.${each}`)}
              </Button>
            ))}
          </div>
        ) : null}
      </div>
      {act === null ? null : (
        <PersonActs
          gateId={gateId}
          person={person}
          act={act}
          isOverAll={isOverAll}
          onClose={() => setAct(null)}
        />
      )}
    </li>
  );
}
