'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import type { DeskThread } from '../app/answers';
import { Failure } from '../app/failure';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { useNow } from '../app/use-now';
import { crossingHash } from '../control/control-route';
import { Plate } from '../plate/plate';
import { Awaiting } from '../ui/awaiting';
import { AnswerThread } from './answer-thread';
import { ThreadLines } from './thread-lines';

/** What firms ask my agency at this gate: first who waits longest (TE-11). `mayOpen`: files of crossings. */
export function ThreadDesk({ gateId, mayOpen }: { readonly gateId: GateId; readonly mayOpen: boolean }) {
  const t = useTranslations('thread');
  const trpc = useTRPC();
  const query = useQuery(trpc.thread.desk.queryOptions({ gateId }, { refetchInterval: 10_000 }));
  return (
    <section aria-labelledby="thread-desk">
      <h2 id="thread-desk" className="mb-2 text-2xl font-bold">
        {t('desk.title')}
      </h2>
      {query.error && !query.data ? (
        <Failure error={query.error} onRetry={() => query.refetch()} />
      ) : query.data === undefined ? (
        <Awaiting>{t('awaiting')}</Awaiting>
      ) : query.data.length === 0 ? (
        <p className="border-y border-rule py-4 text-muted">{t('desk.none')}</p>
      ) : (
        <ul className="divide-y divide-rule border-y border-rule">
          {query.data.map((thread) => (
            <Thread
              key={`${thread.crossingId} ${thread.subject}`}
              gateId={gateId}
              thread={thread}
              mayOpen={mayOpen}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function Thread({
  gateId,
  thread,
  mayOpen,
}: {
  readonly gateId: GateId;
  readonly thread: DeskThread;
  readonly mayOpen: boolean;
}) {
  const t = useTranslations('thread');
  const control = useTranslations('control');
  const now = useNow(30_000);
  const { duration } = useTimeText();
  const { crossingId, subject, lines, plate, firmName, isOpen } = thread;
  const asked = lines.at(-1)?.at ?? 0;
  return (
    <li className="py-5">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        {plate ? <Plate plate={plate} size="md" /> : null}
        <div className="min-w-0 grow">
          <p className="font-semibold">{t(`subject.${subject}`)}</p>
          <p className="text-sm text-muted">{firmName}</p>
        </div>
        <p className={isOpen ? 'font-semibold' : 'text-muted'}>
          {isOpen
            ? now === null
              ? ''
              : t('desk.since', { age: duration(now - asked) })
            : t('desk.answered')}
        </p>
        {mayOpen ? (
          <a
            href={`#${crossingHash(gateId, crossingId)}`}
            className="inline-flex min-h-12 items-center text-link underline underline-offset-4"
          >
            {control('openFile')}
          </a>
        ) : null}
      </div>
      <div className="mt-3">
        <ThreadLines lines={lines} label={t(`subject.${subject}`)} />
      </div>
      <AnswerThread gateId={gateId} crossingId={crossingId} subject={subject} />
    </li>
  );
}
