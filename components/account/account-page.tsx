'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { firmRoleSchema } from '@/domain/shared/vocabulary';
import { Failure } from '../app/failure';
import { PageFrame } from '../app/page-frame';
import { SignedIn } from '../app/signed-in';
import { useTRPC } from '../app/trpc';
import { useMe } from '../app/use-me';
import { useTitle } from '../app/use-title';
import { MembersView } from '../firm/members-view';
import { hasPasskeys } from '../sign-in/passkey-device';
import { OwnTelling } from '../telling/own-telling';
import { Awaiting } from '../ui/awaiting';
import { ButtonLink } from '../ui/button';
import { Facts } from '../ui/hairlines';
import { OwnIdentity } from './own-identity';
import { OwnPasskeys } from './own-passkeys';
import { OwnSessions } from './own-sessions';

/** My account: who I am here, where I am signed in, and the people of my firm. */
export function AccountPage() {
  const t = useTranslations('account');
  const app = useTranslations('app');
  useTitle(app('account'));
  const roleWord = useTranslations('firmRole');
  const me = useMe();
  const trpc = useTRPC();
  const ways = useQuery(trpc.account.ways.queryOptions(undefined, { staleTime: 60_000 }));
  const person = me.data?.kind === 'person' ? me.data : null;
  const firmRole = firmRoleSchema.safeParse(person?.role);
  return (
    <PageFrame width="form" aside={<SignedIn />}>
      <h1 className="text-4xl leading-tight font-extrabold tracking-tight">{t('title')}</h1>
      {me.error && !me.data ? (
        <div className="mt-6">
          <Failure error={me.error} onRetry={() => me.refetch()} />
        </div>
      ) : !me.data ? (
        <Awaiting>{t('awaiting')}</Awaiting>
      ) : person === null ? (
        <>
          <p className="mt-2 text-lg">{t('signInFirst')}</p>
          <p className="mt-6">
            <ButtonLink href="/sign-in?next=%2Faccount">{app('signIn')}</ButtonLink>
          </p>
        </>
      ) : (
        <>
          <div className="mt-6">
            <Facts
              facts={[
                { key: 'name', term: t('name'), value: person.name },
                ...(person.email === null ? [] : [{ key: 'email', term: t('email'), value: person.email }]),
                ...(person.phone === null ? [] : [{ key: 'phone', term: t('phone'), value: person.phone }]),
                ...(person.firm === null
                  ? []
                  : [
                      { key: 'firm', term: t('firm'), value: person.firm.name },
                      { key: 'tax', term: t('taxCode'), value: person.firm.taxCode ?? t('noTaxCode') },
                    ]),
                ...(firmRole.success
                  ? [{ key: 'role', term: roleWord('label'), value: roleWord(`name.${firmRole.data}`) }]
                  : []),
              ]}
            />
          </div>
          {firmRole.success && person.firm !== null && firmRole.data !== 'viewer' ? (
            <OwnTelling role={firmRole.data} />
          ) : null}
          <OwnSessions />
          {hasPasskeys(ways.data?.passkeyHost) ? <OwnPasskeys /> : null}
          {ways.data?.identity ? (
            <OwnIdentity name={ways.data.identity} mayLink={person.email !== null} />
          ) : null}
          {person.firm !== null && firmRole.success ? (
            <MembersView isOwner={firmRole.data === 'owner'} firm={person.firm.name} />
          ) : null}
        </>
      )}
    </PageFrame>
  );
}
