'use client';
import { useEffect, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useTimeText } from '@/components/app/time-text';
import { useNow } from '@/components/app/use-now';
import { useWaitName } from '@/components/app/use-wait-name';
import { Plate } from '@/components/plate/plate';
import { Awaiting } from '@/components/ui/awaiting';
import { TextField } from '@/components/ui/field';
import { plateMatchKey } from '@/domain/identifiers/plate';
import type { Subject } from '@/offline/checkpoint/outcome';
import type { QueueEntry } from '@/offline/checkpoint/queue';
import type { OpenSession } from '@/offline/react/gate-session';
import { createReader } from '@/offline/react/reader';

/** Drawn at once; the rest is found by its plate. */
const MOST_SHOWN = 100;

/** Who waits for this post, oldest first, from this tablet's own data (rule 2). */
export function QueuePanel({
  session,
  onPick,
}: {
  readonly session: OpenSession;
  readonly onPick: (subject: Subject) => void;
}) {
  const t = useTranslations('gateWork.queue');
  const agencyName = useTranslations('agency');
  const { duration } = useTimeText();
  const now = useNow(15_000);
  const entries = useQueue(session);
  const [text, setText] = useState('');
  const key = plateMatchKey(text);
  if (entries === null) return <Awaiting>{t('awaiting')}</Awaiting>;
  const shown = entries.filter(({ plate }) => plateMatchKey(plate).includes(key));
  const { lastExchangeAt } = session.sync;
  return (
    <section aria-label={t('open')} className="flex flex-col gap-4 px-5 py-6 sm:px-10">
      <div>
        <h2 className="text-2xl font-bold">
          {t('title', { count: entries.length, agency: agencyName(session.enrolment.agency) })}
        </h2>
        {lastExchangeAt === null || now === null ? null : (
          <p className="text-muted">{t('own', { age: duration(Math.max(0, now - lastExchangeAt)) })}</p>
        )}
      </div>
      {entries.length === 0 ? (
        <p className="text-xl">{t('none')}</p>
      ) : (
        <TextField
          code
          label={t('filter')}
          value={text}
          maxLength={20}
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            const [only, ...others] = shown;
            if (event.key === 'Enter' && only && others.length === 0) onPick(only);
          }}
        />
      )}
      {entries.length > 0 && shown.length === 0 ? <p role="status">{t('noneSuch', { text })}</p> : null}
      <ol className="divide-y divide-rule border-y border-rule">
        {shown.slice(0, MOST_SHOWN).map((entry) => (
          <QueueLine key={entry.crossingId ?? entry.plate} entry={entry} now={now} onPick={onPick} />
        ))}
      </ol>
    </section>
  );
}

function QueueLine({
  entry,
  now,
  onPick,
}: {
  readonly entry: QueueEntry;
  readonly now: number | null;
  readonly onPick: (subject: Subject) => void;
}) {
  const t = useTranslations('gateWork.queue');
  const locale = useLocale();
  const { clock, duration } = useTimeText();
  const waitName = useWaitName((step) => entry.stepName?.[locale] ?? step);
  return (
    <li data-queue={entry.plate}>
      <button
        type="button"
        onClick={() => onPick(entry)}
        className="flex min-h-18 w-full flex-wrap items-center gap-x-5 gap-y-1 py-3 text-left text-lg hover:bg-card"
      >
        <Plate plate={entry.plate} size="md" />
        <span className="min-w-0 grow">
          <span className="block font-semibold">{waitName(entry.wait)}</span>
          <span className="block text-muted">{entry.goodsName}</span>
        </span>
        <span className="text-right">
          <span className="figures block text-2xl">
            {now === null ? '' : duration(Math.max(0, now - entry.wait.since))}
          </span>
          <span className="block text-base text-muted">{t('since', { at: clock(entry.wait.since) })}</span>
        </span>
      </button>
    </li>
  );
}

type Found = { readonly post: OpenSession['post']; readonly entries: readonly QueueEntry[] };

/** Read again with every change of the store; those of another post are never shown for this one's. */
function useQueue(session: OpenSession): readonly QueueEntry[] | null {
  const [found, setFound] = useState<Found | null>(null);
  const [reader] = useState(() =>
    createReader<OpenSession, readonly QueueEntry[]>(
      (of) => of.queue(),
      (a, b) => a.post === b.post,
      (entries, { post }) => setFound({ post, entries }),
    ),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the store's revision is the reason to read again
  useEffect(() => reader.wish(session), [session.revision, session.post]);
  useEffect(() => reader.close, [reader]);
  return found !== null && found.post === session.post ? found.entries : null;
}
