'use client';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Me } from '../app/answers';
import { Failure } from '../app/failure';
import { PageFrame } from '../app/page-frame';
import { SignedIn } from '../app/signed-in';
import { useMe } from '../app/use-me';
import { Awaiting } from '../ui/awaiting';
import { ButtonLink } from '../ui/button';
import { Notice } from '../ui/notice';

export type ControlPerson = Extract<Me, { kind: 'person' }>;

export const isYardOperator = ({ role, agency }: ControlPerson): boolean =>
  role === 'officer' && agency === 'yard';
/** Answers firms' questions for an agency; the rest of the room is not theirs. */
export const answersQuestions = ({ role, agency, gateId }: ControlPerson): boolean =>
  role === 'officer' && agency !== null && agency !== 'yard' && gateId !== null;
/** FV-5: of those who answer questions, who looks at vehicles of fleets as well. */
export const verifiesVehicles = ({ role, agency, gateId }: ControlPerson): boolean =>
  role === 'officer' && gateId !== null && (agency === 'border-guard' || agency === 'gate-centre');
export const leads = ({ role }: ControlPerson): boolean => role === 'supervisor' || role === 'manager';

/** Lets supervisors and managers in; everybody else is told where their own door is. `path`: where to come back to. */
export function ControlDoor({
  path,
  width = 'wide',
  admits = leads,
  children,
}: {
  readonly path: string;
  /** `wall`: for who works before a large screen. */
  readonly width?: 'wide' | 'wall';
  readonly admits?: (person: ControlPerson) => boolean;
  readonly children: (person: ControlPerson) => ReactNode;
}) {
  const t = useTranslations('control');
  const app = useTranslations('app');
  const me = useMe();
  const person = me.data?.kind === 'person' ? me.data : null;
  return (
    <PageFrame current="control" nav={['board', 'control', 'gate']} width={width} aside={<SignedIn />}>
      {me.data === undefined ? (
        me.error ? (
          <Failure error={me.error} onRetry={() => me.refetch()} />
        ) : (
          <Awaiting>{t('awaitingMe')}</Awaiting>
        )
      ) : person !== null && admits(person) ? (
        children(person)
      ) : (
        <>
          <h1 className="mb-4 text-4xl font-extrabold">{app('nav.control')}</h1>
          <Notice tone="plain">
            <p>{person === null ? t('signInFirst') : t('notForYou')}</p>
            <p className="mt-3">
              <ButtonLink href={person === null ? `/sign-in?next=${encodeURIComponent(path)}` : '/'}>
                {person === null ? app('signIn') : app('home')}
              </ButtonLink>
            </p>
          </Notice>
        </>
      )}
    </PageFrame>
  );
}
