'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Statement } from '@/domain/neighbour/statement';
import type { GateId } from '@/domain/shared/identity';
import type { NeighbourPicture } from '../app/answers';
import { WordForm } from './word-form';
import { WordLog } from './word-log';

/** What people heard: the form to write it down, and the log of all that was written. */
export function SpokenWords({
  gateId,
  picture,
  now,
}: {
  readonly gateId: GateId;
  readonly picture: NeighbourPicture;
  readonly now: number;
}) {
  const t = useTranslations('neighbour');
  const [corrected, setCorrected] = useState<Statement | null>(null);
  const [recorded, setRecorded] = useState(false);
  return (
    <div className="grid gap-x-16 gap-y-10 lg:grid-cols-2">
      <section aria-labelledby="entry-title" className="min-w-0">
        <h2 id="entry-title" className="text-2xl font-bold">
          {t('entry.title')}
        </h2>
        <p role="status" className="mb-2 min-h-8 text-lg font-semibold">
          {recorded ? t('entry.recorded') : null}
        </p>
        <WordForm
          key={`${gateId} ${corrected?.id ?? ''}`}
          gateId={gateId}
          own={picture.own}
          corrected={corrected}
          now={now}
          onRecorded={() => {
            setRecorded(true);
            setCorrected(null);
          }}
          onCancel={() => setCorrected(null)}
        />
      </section>
      <section aria-labelledby="log-title" className="min-w-0">
        <h2 id="log-title" className="mb-5 text-2xl font-bold">
          {t('log.title')}
        </h2>
        <WordLog
          gateId={gateId}
          log={picture.log}
          now={now}
          onCorrect={(statement) => {
            setRecorded(false);
            setCorrected(statement);
            document.getElementById('entry-title')?.scrollIntoView();
          }}
        />
      </section>
    </div>
  );
}
