'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import type { HandoverLine } from '../app/answers';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { useNow } from '../app/use-now';
import { Button } from '../ui/button';
import { HandoverForm } from './handover-form';

const EVERY_MS = 60_000;

function Note({ note, now }: { readonly note: HandoverLine; readonly now: number }) {
  const t = useTranslations('handover');
  const { moment } = useTimeText();
  return (
    <>
      <p className="text-sm text-muted">
        {t('by', { by: note.by ?? t('somebody'), at: moment(note.at, now) })}
      </p>
      <p className="mt-1 max-w-prose whitespace-pre-line">{note.words}</p>
    </>
  );
}

/** What the shift before left for this one, on top of today; and the form to leave something for the next. */
export function HandoverNote({ gateId }: { readonly gateId: GateId }) {
  const t = useTranslations('handover');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const now = useNow(30_000);
  const [isWriting, setWriting] = useState(false);
  const options = trpc.handover.list.queryOptions({ gateId }, { refetchInterval: EVERY_MS });
  const query = useQuery(options);
  const [newest, ...earlier] = query.data ?? [];
  // Not a word while nothing is known: today's list below does not wait for this.
  if (query.data === undefined || now === null) return null;
  return (
    <section aria-labelledby="handover-title" className="mb-8 border-l-4 border-edge pl-5">
      <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-2">
        <h2 id="handover-title" className="text-xl font-bold">
          {t('title')}
        </h2>
        {isWriting ? null : (
          <Button tone="outline" onClick={() => setWriting(true)}>
            {t('write')}
          </Button>
        )}
      </div>
      {newest === undefined ? <p className="text-muted">{t('none')}</p> : <Note note={newest} now={now} />}
      {isWriting ? (
        <div className="mt-5">
          <HandoverForm
            gateId={gateId}
            onCancel={() => setWriting(false)}
            onDone={() => {
              setWriting(false);
              queries.invalidateQueries({ queryKey: options.queryKey }).catch(() => undefined);
            }}
          />
        </div>
      ) : null}
      {earlier.length === 0 ? null : (
        <details className="mt-2">
          <summary className="min-h-12 cursor-pointer py-3 text-link">
            {t('earlier', { count: earlier.length })}
          </summary>
          <ul className="divide-y divide-rule border-y border-rule">
            {earlier.map((note) => (
              <li key={note.id} className="py-3">
                <Note note={note} now={now} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
