'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import * as z from 'zod';
import { goToProvider } from '../sign-in/identity-way';
import { postAuth } from '../sign-in/post-auth';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';

const KEY = ['own-identity'];
const answerSchema = z.object({ isLinked: z.boolean() });

async function readIdentity() {
  const response = await fetch('/api/auth/own-identity');
  if (!response.ok) throw new Error(String(response.status));
  return answerSchema.parse(await response.json()).isLinked;
}

/** The identity provider: linked here by its owner, and unlinked (FM-11). */
export function OwnIdentity({ name, mayLink }: { readonly name: string; readonly mayLink: boolean }) {
  const t = useTranslations('account');
  const queries = useQueryClient();
  const query = useQuery({ queryKey: KEY, queryFn: readIdentity });
  const link = useMutation({ mutationFn: () => goToProvider('/link-social', '/account') });
  const unlink = useMutation({
    mutationFn: () => postAuth('/own-identity/unlink', {}),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  const wasRefused = /[?&](identity=refused|error=)/.test(location.search);
  return (
    <section aria-labelledby="identity-title" className="mt-12">
      <h2 id="identity-title" className="text-2xl font-bold">
        {name}
      </h2>
      <p className="mt-1 text-muted">
        {t(query.data === true ? 'identity.linked' : mayLink ? 'identity.how' : 'identity.needsMail', {
          name,
        })}
      </p>
      {wasRefused || link.data === false ? (
        <div className="mt-3">
          <Notice tone="fault" role="alert">
            {t('identity.refused', { name })}
          </Notice>
        </div>
      ) : null}
      {query.data === undefined ? null : query.data ? (
        <p className="mt-4">
          <Button tone="text" className="px-0!" busy={unlink.isPending} onClick={() => unlink.mutate()}>
            {t('identity.unlink', { name })}
          </Button>
        </p>
      ) : mayLink ? (
        <p className="mt-4">
          <Button tone="outline" busy={link.isPending} onClick={() => link.mutate()}>
            {t('identity.link', { name })}
          </Button>
        </p>
      ) : null}
    </section>
  );
}
