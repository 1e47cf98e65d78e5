'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { type ListFault, readTimeBox } from '@/domain/release/eligible-list';
import type { GateId } from '@/domain/shared/identity';
import type { UploadedList } from '../app/answers';
import { ErrorNotice } from '../app/error-notice';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { useNow } from '../app/use-now';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { TextField } from '../ui/field';
import { Notice } from '../ui/notice';

const FAULTS_SHOWN = 20;

/** Customs' answers where no tablet gives them: their system, and their list as a file (RE-7). */
export function EligibleList({ gateId }: { readonly gateId: GateId }) {
  const t = useTranslations('release.list');
  const trpc = useTRPC();
  const inputId = useId();
  const [file, setFile] = useState<string | null>(null);
  const [madeAt, setMadeAt] = useState('');
  const [missing, setMissing] = useState(false);
  const upload = useMutation(trpc.control.importEligibility.mutationOptions());
  const read = upload.data ?? null;

  async function choose(chosen: File | undefined) {
    if (chosen === undefined) return;
    const text = await base64Of(chosen);
    setFile(text);
    setMissing(false);
    upload.mutate({ gateId, file: text, madeAt: null, store: false });
  }

  function store() {
    const said = readTimeBox(madeAt);
    if (file === null || read?.kind !== 'read') return;
    if (read.madeAt === null && said === null) setMissing(true);
    else upload.mutate({ gateId, file, madeAt: said, store: true });
  }

  return (
    <section aria-labelledby="list-title">
      <h2 id="list-title" className="text-2xl font-bold">
        {t('title')}
      </h2>
      <p className="mb-3 max-w-prose text-muted">{t('text')}</p>
      <FeedLine gateId={gateId} />
      <div className="mt-4">
        <label
          htmlFor={inputId}
          className="inline-flex min-h-12 cursor-pointer items-center rounded-xl border-2 border-edge px-5 font-semibold hover:border-ink has-focus-visible:outline-3 has-focus-visible:outline-link"
        >
          {read === null ? t('choose') : t('another')}
          <input
            id={inputId}
            type="file"
            accept=".csv,.xlsx,text/csv"
            className="sr-only"
            onChange={(event) => {
              void choose(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
        </label>
      </div>
      <div className="mt-4 max-w-3xl space-y-4" aria-live="polite">
        {upload.isPending ? <Awaiting>{t('reading')}</Awaiting> : null}
        <ErrorNotice error={upload.error} />
        {read === null || upload.isPending ? null : <Outcome read={read} />}
        {read?.kind === 'read' && !read.stored && read.good > 0 && !upload.isPending ? (
          <>
            {read.madeAt === null ? (
              <TextField
                label={t('madeAt')}
                hint={t('madeAtHint')}
                fault={missing ? t('madeAtMissing') : null}
                placeholder={t('madeAtExample')}
                value={madeAt}
                onChange={(event) => {
                  setMadeAt(event.target.value);
                  setMissing(false);
                }}
              />
            ) : null}
            <Button onClick={store}>{t('store')}</Button>
          </>
        ) : null}
      </div>
    </section>
  );
}

function Outcome({ read }: { readonly read: UploadedList }) {
  const t = useTranslations('release.list');
  const sheet = useTranslations('importSheet.sheetFault');
  const faultText = useListFaultText();
  const { clock, day } = useTimeText();
  if (read.kind === 'unreadable') {
    const { fault } = read;
    return (
      <Notice tone="fault" role="alert">
        {fault.kind === 'noTime'
          ? t('madeAtMissing')
          : fault.kind === 'tooLarge'
            ? sheet('tooLarge', { maxMegabytes: fault.maxMegabytes, maxRows: fault.maxRows })
            : sheet(fault.kind)}
      </Notice>
    );
  }
  return (
    <div data-list={read.stored ? 'stored' : 'preview'}>
      {read.madeAt === null ? null : (
        <p>{t('madeAtSaid', { at: `${clock(read.madeAt)} · ${day(read.madeAt)}` })}</p>
      )}
      <p className="text-lg font-semibold">
        {t('summary', {
          entries: read.entries,
          good: read.good,
          faults: read.faultCount,
          matched: read.matched,
        })}
      </p>
      <p>{read.stored ? t('stored', { count: read.recorded }) : t('preview')}</p>
      {read.faults.length === 0 ? null : (
        <ul className="mt-3 divide-y divide-rule border-y border-rule">
          {read.faults.slice(0, FAULTS_SHOWN).map((fault) => (
            <li key={`${fault.line}/${fault.field}/${fault.code}`} className="py-2">
              {faultText(fault)}
            </li>
          ))}
          {read.faultCount > FAULTS_SHOWN ? (
            <li className="py-2 text-muted">{t('more', { count: read.faultCount - FAULTS_SHOWN })}</li>
          ) : null}
        </ul>
      )}
    </div>
  );
}

const NO_FACTS = { typed: '', suggestion: '', expected: '', length: '', max: '', row: '', plate: '' };

function useListFaultText(): (fault: ListFault) => string {
  const t = useTranslations('release.list');
  const known = useTranslations('fault');
  return ({ line, field, code, detail }) => {
    const facts = { ...NO_FACTS, ...detail };
    const message =
      code === 'EL-STATUS' || code === 'EL-TWICE' || code === 'EL-TIME'
        ? t(`fault.${code}`, facts)
        : known(code, facts);
    return t('faultLine', { line: String(line), field: t(`field.${field}`), message, code });
  };
}

/** How customs' system stands: its age, or since how many tries it gives no answer. */
function FeedLine({ gateId }: { readonly gateId: GateId }) {
  const t = useTranslations('release.feed');
  const trpc = useTRPC();
  const now = useNow(10_000);
  const { ago } = useTimeText();
  const { data } = useQuery(trpc.control.eligibility.queryOptions({ gateId }, { refetchInterval: 10_000 }));
  if (data === undefined || now === null) return null;
  const { feed } = data;
  const said =
    feed === null
      ? t('off')
      : feed.answeredAt === null
        ? t('never')
        : t('answered', { age: ago(feed.answeredAt, now) });
  return (
    <div data-feed={feed === null ? 'off' : feed.failures > 0 ? 'failing' : 'answering'}>
      <p>
        <strong>{t('title')}</strong>
        {` · ${said} · ${t('known', { count: data.freshAnswers })}`}
      </p>
      {feed !== null && feed.failures > 0 ? (
        <Notice tone="fault">{t('failing', { count: feed.failures, fault: feed.fault ?? '' })}</Notice>
      ) : null}
    </div>
  );
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
