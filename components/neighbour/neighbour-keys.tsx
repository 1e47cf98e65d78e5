'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import type { NeighbourLink } from '../app/answers';
import { errorCodeOf, useErrorText } from '../app/error-text';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { Button } from '../ui/button';
import { TextField } from '../ui/field';
import { useRefreshNeighbour } from './use-refresh';

type Props = {
  readonly gateId: GateId;
  readonly link: NeighbourLink;
  readonly now: number;
  readonly mayTrust: boolean;
};

/** Fingerprints that two people read to each other before a key counts (NE-11). */
export function NeighbourKeys({ gateId, link, now, mayTrust }: Props) {
  const t = useTranslations('neighbour.key');
  const { ago } = useTimeText();
  const own = link.own.fingerprint;
  const theirs = link.keys.filter(({ state }) => state !== 'retired');
  return (
    <section aria-labelledby="keys-title">
      <h2 id="keys-title" className="text-2xl font-bold">
        {t('title')}
      </h2>
      <p className="mt-3 text-muted">{t('own')}</p>
      <p className="figures text-xl break-words">{own}</p>
      <p className="mt-5 text-muted">{theirs.length === 0 ? t('none') : t('theirs')}</p>
      <ul className="divide-y divide-rule">
        {theirs.map((key) => (
          <li key={key.keyId} className="py-3">
            {key.state === 'trusted' || mayTrust ? null : <p>{t('managerOnly')}</p>}
            {key.state === 'trusted' ? (
              <>
                <p className="figures text-xl break-words">{key.fingerprint}</p>
                <p className="text-sm text-muted">
                  {t('trusted', { age: key.trustedAt === null ? '' : ago(key.trustedAt, now) })}
                </p>
              </>
            ) : mayTrust ? (
              <CompareKey gateId={gateId} keyId={key.keyId} />
            ) : (
              <p className="text-sm text-muted">{t('offered')}</p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The fingerprint is not shown here: it must come from them, not from this screen. */
function CompareKey({ gateId, keyId }: { readonly gateId: GateId; readonly keyId: string }) {
  const t = useTranslations('neighbour.key');
  const errorText = useErrorText();
  const trpc = useTRPC();
  const refresh = useRefreshNeighbour(gateId);
  const [typed, setTyped] = useState('');
  const confirm = useMutation(trpc.neighbour.confirmKey.mutationOptions({ onSuccess: refresh }));
  const code = errorCodeOf(confirm.error);
  const fault =
    confirm.error === null
      ? null
      : code === 'AP-CODE'
        ? t('differs')
        : code === 'AP-NONE'
          ? t('gone')
          : errorText(confirm.error);
  return (
    <form
      noValidate
      className="max-w-xl space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!confirm.isPending) confirm.mutate({ gateId: null, keyId, fingerprint: typed });
      }}
    >
      <p>{t('compare')}</p>
      <TextField
        label={t('typed')}
        fault={fault}
        autoComplete="off"
        spellCheck={false}
        maxLength={60}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          confirm.reset();
        }}
      />
      <Button type="submit" tone="outline" busy={confirm.isPending}>
        {t('confirm')}
      </Button>
    </form>
  );
}
