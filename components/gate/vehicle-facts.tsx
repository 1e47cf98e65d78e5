'use client';
import type { ReactNode } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { useTimeText } from '@/components/app/time-text';
import { useNow } from '@/components/app/use-now';
import { useWaitName } from '@/components/app/use-wait-name';
import { Plate } from '@/components/plate/plate';
import type { Decision } from '@/domain/admission/verdict';
import type { Vehicle } from '@/offline/checkpoint/outcome';
import type { SyncState } from '@/offline/sync/state';

type LookAt = NonNullable<Decision['lookAt']>;

function spaced(container: string): string {
  return `${container.slice(0, 4)} ${container.slice(4, 10)} ${container.slice(10)}`.trim();
}

/** The plate as a plate, and which other binding to look at: a pass is not a bearer right (rule 5). */
export function VehicleFacts({
  vehicle,
  lookAt,
  sync,
}: {
  readonly vehicle: Vehicle;
  readonly lookAt: Decision['lookAt'];
  readonly sync: SyncState;
}) {
  const t = useTranslations('gate.vehicle');
  const agencyName = useTranslations('agency');
  const format = useFormatter();
  const locale = useLocale();
  const { clock, duration } = useTimeText();
  const now = useNow(1000);
  const waitName = useWaitName(
    (id) => vehicle.process?.steps.find((step) => step.id === id)?.name[locale] ?? id,
  );
  const binding = vehicle.crossing?.binding ?? vehicle.claims?.binding ?? null;
  if (!binding) return null;
  const goods = vehicle.crossing?.declared?.goods;
  const weight = goods?.grossWeightKg ?? vehicle.record?.grossWeightKg ?? null;
  const goodsName = goods?.name ?? vehicle.record?.goodsName ?? t('notKnown');
  const cells: readonly { key: LookAt | 'goods'; term: ReactNode; value: ReactNode }[] = [
    {
      key: 'container',
      term: t('container'),
      value: binding.container ? (
        <span className="figures text-[1.15em]">{spaced(binding.container)}</span>
      ) : (
        t('none')
      ),
    },
    {
      key: 'seal',
      term: t('seal'),
      value: binding.seal ? <span className="figures text-[1.15em]">{binding.seal}</span> : t('none'),
    },
    {
      key: 'goods',
      term: t('goods'),
      value: weight === null ? goodsName : `${goodsName} · ${format.number(weight)} kg`,
    },
  ];
  const waiting = vehicle.crossing?.waitingOn ?? [];
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-end gap-x-7 gap-y-4">
        <Bound term={t('plate')} eye={lookAt === 'plate'} lookText={t('look')}>
          <Plate plate={binding.plate} size="verdict" />
        </Bound>
        {binding.trailer ? (
          <Bound term={t('trailer')} eye={lookAt === 'trailer'} lookText={t('look')}>
            <Plate plate={binding.trailer} size="beside" />
          </Bound>
        ) : null}
      </div>
      <dl className="grid divide-rule rounded-xl border-2 border-rule max-sm:divide-y-2 sm:grid-cols-3 sm:divide-x-2">
        {cells.map((cell) => (
          <div
            key={cell.key}
            className={`px-4 py-3 ${cell.key === lookAt ? 'border-l-8 border-l-check bg-note first:rounded-l-[0.6rem] last:rounded-r-[0.6rem]' : ''}`}
          >
            <dt className="text-base text-muted">
              {cell.key === lookAt ? <span className="font-semibold text-ink">{t('look')}</span> : null}
              {cell.key === lookAt ? ' ' : null}
              {cell.term}
            </dt>
            <dd className="text-xl leading-snug font-semibold break-words sm:text-2xl">{cell.value}</dd>
          </div>
        ))}
      </dl>
      <ul className="flex flex-wrap gap-x-8 gap-y-1 text-lg">
        {waiting.map((wait) => (
          <li key={`${wait.agency}/${wait.step}/${waitName(wait)}`}>
            <span className="text-muted">{`${t('waitingFor')} `}</span>
            <strong>{agencyName(wait.agency)}</strong>
            <span className="text-muted">{` · ${waitName(wait)} · ${t('since')} `}</span>
            <strong className="figures">{clock(wait.since)}</strong>
          </li>
        ))}
        {vehicle.shortCode ? (
          <li>
            <span className="text-muted">{`${t('shortCode')} `}</span>
            <strong className="figures">{vehicle.shortCode}</strong>
          </li>
        ) : null}
        {sync.lastExchangeAt !== null && now !== null ? (
          <li>
            <span className="text-muted">{`${t('dataAge')} `}</span>
            <strong>{duration(Math.max(0, now - sync.lastExchangeAt))}</strong>
          </li>
        ) : null}
      </ul>
    </div>
  );
}

/** One binding with its name; the one to be looked at carries the eye mark in words and an edge. */
function Bound({
  term,
  eye,
  lookText,
  children,
}: {
  readonly term: ReactNode;
  readonly eye: boolean;
  readonly lookText: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={eye ? 'border-l-8 border-check pl-3' : ''}>
      <p className="mb-1.5 text-base text-muted">
        {eye ? <span className="font-semibold text-ink">{`${lookText} `}</span> : null}
        {term}
      </p>
      {children}
    </div>
  );
}
