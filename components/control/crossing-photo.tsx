'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import { hlcMs } from '@/domain/sync/hlc';
import type { OpenEvent } from '../app/answers';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';

type Taken = Extract<OpenEvent, { type: 'photo.taken' }>;

/** A photograph is opened at the centre only when somebody asks to see it. */
export function CrossingPhoto({ gateId, event }: { readonly gateId: GateId; readonly event: Taken }) {
  const t = useTranslations('crossingWork');
  const work = useTranslations('work');
  const { clock } = useTimeText();
  const trpc = useTRPC();
  const [wanted, setWanted] = useState(false);
  const query = useQuery(
    trpc.control.photo.queryOptions({ gateId, event: event.id }, { enabled: wanted, retry: false }),
  );
  const subject = work(`photoOf.${event.body.subject}`);
  const at = clock(hlcMs(event.hlc));
  if (!wanted)
    return (
      <div className="flex flex-wrap items-center gap-4">
        <span>{`${subject} · ${at}`}</span>
        <Button tone="outline" onClick={() => setWanted(true)}>
          {t('showPhoto')}
        </Button>
      </div>
    );
  if (query.data)
    return (
      // biome-ignore lint/performance/noImgElement: it comes out of a seal, not from an address
      <img
        src={`data:${query.data.type};base64,${query.data.base64}`}
        alt={t('photoAlt', { subject, at })}
        className="max-h-[70vh] w-full rounded-xl border border-rule object-contain"
      />
    );
  return query.error ? <p role="status">{t('photoNone')}</p> : <Awaiting>{t('awaitingPhoto')}</Awaiting>;
}
