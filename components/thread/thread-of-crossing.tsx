'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import { useTRPC } from '../app/trpc';
import { ToldList } from '../telling/told-list';
import { AnswerThread } from './answer-thread';
import { ThreadLines } from './thread-lines';

/** In the file of a crossing: what its firm asked, and who was told what. */
export function ThreadOfCrossing({
  gateId,
  crossingId,
}: {
  readonly gateId: GateId;
  readonly crossingId: string;
}) {
  const t = useTranslations('thread');
  const trpc = useTRPC();
  const query = useQuery(trpc.thread.read.queryOptions({ gateId, crossingId }, { refetchInterval: 15_000 }));
  const lines = query.data?.lines ?? [];
  const asked = (query.data?.mayAnswer ?? []).filter((subject) =>
    lines.some((line) => line.subject === subject),
  );
  return (
    <div className="max-w-2xl">
      {asked.map((subject) => (
        <section key={subject} aria-label={t(`subject.${subject}`)} className="mt-10">
          <h2 className="mb-2 text-xl font-bold">{`${t('desk.title')} · ${t(`subject.${subject}`)}`}</h2>
          <ThreadLines
            lines={lines.filter((line) => line.subject === subject)}
            label={t(`subject.${subject}`)}
          />
          <AnswerThread gateId={gateId} crossingId={crossingId} subject={subject} />
        </section>
      ))}
      <ToldList gateId={gateId} crossingId={crossingId} />
    </div>
  );
}
