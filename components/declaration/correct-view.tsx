'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import type { FieldsToCorrect } from '../app/answers';
import { BothTimes } from '../app/both-times';
import { Failure } from '../app/failure';
import { useTRPC } from '../app/trpc';
import { useFleet } from '../fleet/use-fleet';
import { passHref, ShareButton } from '../pass/pass-actions';
import { Plate } from '../plate/plate';
import { Awaiting } from '../ui/awaiting';
import { BackLink } from '../ui/back-link';
import { ButtonLink } from '../ui/button';
import { type Fact, Facts, Hairlines } from '../ui/hairlines';
import { Notice } from '../ui/notice';
import { type Corrected, CorrectField, type FieldToCorrect } from './correct-field';
import { useValueText } from './use-value-text';

const LINK = 'inline-flex min-h-12 items-center text-link underline underline-offset-4';

/** One field at a time, with a reason, and what was corrected before (DE-12). */
export function CorrectView({
  gateId,
  crossingId,
}: {
  readonly gateId: GateId;
  readonly crossingId: string;
}) {
  const t = useTranslations('declare.correction');
  const slot = useTranslations('slot');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const of = { gateId, crossingId };
  const [picked, setPicked] = useState<FieldToCorrect | null>(null);
  const [done, setDone] = useState<Corrected | null>(null);
  const query = useQuery(trpc.declaration.fields.queryOptions(of));
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return <Awaiting>{t('awaiting')}</Awaiting>;
  const open = query.data;
  const renew = async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: trpc.declaration.fields.queryKey(of) }),
      queries.invalidateQueries({ queryKey: trpc.declaration.mine.queryKey() }),
    ]);
  };
  return (
    <div className="flex flex-col gap-6">
      <BackLink href="#mine">{slot('back')}</BackLink>
      <header className="space-y-3">
        <h1 className="text-3xl leading-tight font-bold">{t('title')}</h1>
        <Plate plate={open.plate} size="lg" />
        <p className="text-lg text-muted">{open.isOver ? t('over') : t('text')}</p>
      </header>
      {done === null ? null : <Done corrected={done} />}
      {picked === null ? (
        <FieldList
          open={open}
          changeHref={`#change-${gateId}-${crossingId}`}
          onPick={(field) => {
            setDone(null);
            setPicked(field);
          }}
        />
      ) : (
        <CorrectField
          of={of}
          now={picked}
          onCancel={() => setPicked(null)}
          onCorrected={(corrected) => {
            setDone(corrected);
            setPicked(null);
            renew().catch(() => undefined);
          }}
        />
      )}
      <History open={open} />
    </div>
  );
}

/** What the driver's QR needs is said with the new pass at hand: the old one is void from now on. */
function Done({ corrected: { field, pass } }: { readonly corrected: Corrected }) {
  const t = useTranslations('declare');
  return (
    <Notice role="status">
      <p className="font-semibold">{t('correction.done', { field: t(`field.${field}`) })}</p>
      {pass === null ? null : (
        <>
          <p>{t('lateNewPass')}</p>
          <div className="mt-3 flex flex-wrap gap-3">
            <ShareButton token={pass} tone="main" />
            <ButtonLink href={passHref(pass, '')} tone="outline">
              {t('openPass')}
            </ButtonLink>
          </div>
        </>
      )}
    </Notice>
  );
}

function FieldList({
  open,
  changeHref,
  onPick,
}: {
  readonly open: FieldsToCorrect;
  readonly changeHref: string;
  readonly onPick: (field: FieldToCorrect) => void;
}) {
  const t = useTranslations('declare');
  const valueText = useValueText();
  const { mayChange } = useFleet();
  const isOpen = mayChange && !open.isOver;
  const facts = open.fields.map(
    (now): Fact => ({
      key: now.field,
      term: t(`field.${now.field}`),
      value: valueText(now.field, now.value),
      action: !isOpen ? null : now.isAsked ? (
        <a
          href={changeHref}
          className={LINK}
          aria-label={t('correction.askFor', { field: t(`field.${now.field}`) })}
        >
          {t('correction.ask')}
        </a>
      ) : (
        <button
          type="button"
          className={LINK}
          aria-label={t('changeField', { field: t(`field.${now.field}`) })}
          onClick={() => onPick(now)}
        >
          {t('change')}
        </button>
      ),
    }),
  );
  return (
    <>
      <Facts facts={facts} />
      {isOpen && open.fields.some(({ isAsked }) => isAsked) ? (
        <p className="text-muted">{t('correction.asked')}</p>
      ) : null}
    </>
  );
}

function History({ open: { history } }: { readonly open: FieldsToCorrect }) {
  const t = useTranslations('declare');
  const valueText = useValueText();
  return (
    <section aria-labelledby="correct-history">
      <h2 id="correct-history" className="mb-3 text-xl font-bold">
        {t('correction.history')}
      </h2>
      {history.length === 0 ? (
        <p className="border-y border-rule py-4 text-muted">{t('correction.noHistory')}</p>
      ) : (
        <Hairlines>
          {history.map((change) => (
            <li key={`${change.field}-${change.at}`} data-corrected={change.field} className="space-y-1 py-3">
              <p className="flex flex-wrap items-center gap-x-2">
                <span className="font-semibold">{`${t(`field.${change.field}`)}:`}</span>
                <span>{valueText(change.field, change.from)}</span>
                <span aria-hidden="true">{'→'}</span>
                <span>{valueText(change.field, change.to)}</span>
              </p>
              <p>{change.reason}</p>
              <p className="text-sm text-muted">
                {`${change.by ?? t('correction.byGate')} · `}
                <BothTimes at={change.at} />
              </p>
            </li>
          ))}
        </Hairlines>
      )}
    </section>
  );
}
