'use client';
import { useTranslations } from 'use-intl';
import type { CallPicture } from '@/domain/flow/picture';
import type { GateId } from '@/domain/shared/identity';
import { CallEntry } from './call-entry';

/** Calls that are not over: who has answered, who has not, who is still to be told of a recall. */
export function CallsUnderWay({
  gateId,
  calls,
  mayCall,
  now,
}: {
  readonly gateId: GateId;
  readonly calls: readonly CallPicture[];
  /** A yard only answers for who has heard it. */
  readonly mayCall: boolean;
  readonly now: number;
}) {
  const t = useTranslations('flowDesk');
  return (
    <section aria-labelledby="calls-title">
      <h3 id="calls-title" className="mb-2 text-xl font-bold">
        {t('callsTitle', { count: calls.length })}
      </h3>
      {calls.length === 0 ? (
        <p className="border-y border-rule py-4 text-muted">{t('noCalls')}</p>
      ) : (
        <ol className="divide-y divide-rule border-y border-rule">
          {calls.map((call) => (
            <CallEntry key={call.id} gateId={gateId} call={call} mayCall={mayCall} now={now} />
          ))}
        </ol>
      )}
    </section>
  );
}
