'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { FirmKeyView } from '../app/answers';
import { ErrorNotice } from '../app/error-notice';
import { Failure } from '../app/failure';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { goToHash } from '../app/use-hash';
import { useNow } from '../app/use-now';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { TextField } from '../ui/field';
import { Hairlines } from '../ui/hairlines';
import { Notice } from '../ui/notice';

/** Keys of the firm's own systems: made, shown once, listed with their last use, revoked. */
export function FirmKeys() {
  const t = useTranslations('intake.keys');
  const intake = useTranslations('intake');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const query = useQuery(trpc.firmKey.list.queryOptions());
  const make = useMutation(trpc.firmKey.make.mutationOptions());
  const revoke = useMutation(trpc.firmKey.revoke.mutationOptions());
  const [name, setName] = useState('');
  const [isNameless, setNameless] = useState(false);
  const [ending, setEnding] = useState<FirmKeyView | null>(null);
  const error = make.error ?? revoke.error;

  const renew = () => queries.invalidateQueries({ queryKey: trpc.firmKey.list.queryKey() });
  function submit(event: FormEvent) {
    event.preventDefault();
    setNameless(name.trim() === '');
    if (name.trim() === '') return;
    make.mutate(
      { name },
      {
        onSuccess: () => {
          setName('');
          renew().catch(() => undefined);
        },
      },
    );
  }
  return (
    <>
      <h1 className="text-3xl leading-tight font-bold">{t('title')}</h1>
      <p className="mt-2 text-lg text-muted">{t('text')}</p>
      <p className="mt-2">
        <a href="/api/v1/openapi.json" className="font-semibold text-link underline underline-offset-4">
          {t('document')}
        </a>
      </p>
      {make.data ? <NewKey key={make.data.keyId} text={make.data.key} /> : null}
      {error ? (
        <div className="mt-5">
          <ErrorNotice error={error} />
        </div>
      ) : null}
      <form noValidate onSubmit={submit} className="mt-6 space-y-4">
        <TextField
          label={t('name')}
          hint={t('nameHint')}
          fault={isNameless ? t('nameNeeded') : null}
          value={name}
          maxLength={60}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" busy={make.isPending}>
          {t('make')}
        </Button>
      </form>
      <section className="mt-8" aria-labelledby="keys-title">
        <h2 id="keys-title" className="mb-3 text-xl font-bold">
          {t('list')}
        </h2>
        {query.error && !query.data ? (
          <Failure error={query.error} onRetry={() => query.refetch()} />
        ) : !query.data ? (
          <Awaiting>{t('awaiting')}</Awaiting>
        ) : query.data.length === 0 ? (
          <p className="border-y border-rule py-4 text-muted">{t('none')}</p>
        ) : (
          <Hairlines>
            {query.data.map((key) => (
              <KeyLine key={key.keyId} of={key} onRevoke={() => setEnding(key)} />
            ))}
          </Hairlines>
        )}
      </section>
      <Dialog
        open={ending !== null}
        title={t('revokeTitle', { name: ending?.name ?? '' })}
        onClose={() => setEnding(null)}
      >
        <p>{t('revokeText')}</p>
        <div className="mt-5 flex flex-wrap gap-3">
          <Button
            tone="danger"
            onClick={() => {
              if (ending === null) return;
              revoke.mutate({ keyId: ending.keyId }, { onSettled: () => renew().catch(() => undefined) });
              setEnding(null);
            }}
          >
            {t('revoke')}
          </Button>
          <Button tone="text" onClick={() => setEnding(null)}>
            {t('keep')}
          </Button>
        </div>
      </Dialog>
      <p className="mt-8">
        <Button tone="text" onClick={() => goToHash('')}>
          {intake('backToList')}
        </Button>
      </p>
    </>
  );
}

function KeyLine({ of, onRevoke }: { readonly of: FirmKeyView; readonly onRevoke: () => void }) {
  const t = useTranslations('intake.keys');
  const now = useNow(30_000);
  const { moment } = useTimeText();
  const at = (ms: number) => (now === null ? '' : moment(ms, now));
  return (
    <li className="grid gap-x-6 gap-y-1 py-3 sm:grid-cols-[1fr_auto] sm:items-center">
      <div className="min-w-0">
        <p className="font-semibold break-words">{of.name}</p>
        <p className="text-muted">{t('made', { who: of.madeBy, at: at(of.madeAt) })}</p>
        <p className="text-muted">
          {of.lastUsedAt === null ? t('neverUsed') : t('lastUsed', { at: at(of.lastUsedAt) })}
        </p>
      </div>
      {of.revokedAt === null ? (
        <Button tone="danger" aria-label={t('revokeNamed', { name: of.name })} onClick={onRevoke}>
          {t('revoke')}
        </Button>
      ) : (
        <p className="font-semibold">{t('revoked', { at: at(of.revokedAt) })}</p>
      )}
    </li>
  );
}

/** The one moment in which the key is seen. */
function NewKey({ text }: { readonly text: string }) {
  const t = useTranslations('intake.keys');
  const [copied, setCopied] = useState(false);
  return (
    <div className="mt-6" role="status">
      <Notice>
        <p className="font-semibold">{t('once')}</p>
        <code className="figures mt-2 block rounded bg-card p-3 text-lg break-all select-all">{text}</code>
        <p className="mt-3">
          <Button
            tone="outline"
            onClick={() => {
              navigator.clipboard.writeText(text).then(
                () => setCopied(true),
                () => setCopied(false),
              );
            }}
          >
            {copied ? t('copied') : t('copy')}
          </Button>
        </p>
      </Notice>
    </div>
  );
}
