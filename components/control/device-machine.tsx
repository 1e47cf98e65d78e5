'use client';
import { useFormatter, useTranslations } from 'use-intl';
import type { ControlDevice } from '../app/answers';
import { useTimeText } from '../app/time-text';

const LOW_BATTERY = 0.2;
const NEARLY_FULL = 0.9;

/** How the machine fares, as it last told of itself; what it did not say is left out, never a zero. */
export function DeviceMachine({ device, now }: { readonly device: ControlDevice; readonly now: number }) {
  const t = useTranslations('devices');
  const { number } = useFormatter();
  const { ago } = useTimeText();
  const { condition, conditionAt } = device;
  if (condition === null || conditionAt === null) return <p className="text-sm text-muted">{t('notSaid')}</p>;
  const megabytes = (bytes: number) => `${number(bytes / 1e6, { maximumFractionDigits: 0 })} MB`;
  const { storageUsedBytes: used, storageQuotaBytes: quota, battery } = condition;
  const isFull = used !== null && quota !== null && quota > 0 && used / quota >= NEARLY_FULL;
  const isLow = battery !== null && !battery.charging && battery.level <= LOW_BATTERY;
  const parts = [
    { key: 'version', isBad: false, text: t('version', { version: condition.version }) },
    ...(used !== null && quota !== null
      ? [
          {
            key: 'storage',
            isBad: isFull,
            text: t('storage', { used: megabytes(used), quota: megabytes(quota) }),
          },
        ]
      : []),
    ...(condition.persisted === false ? [{ key: 'persisted', isBad: false, text: t('notPersisted') }] : []),
    ...(battery === null
      ? []
      : [
          {
            key: 'battery',
            isBad: isLow,
            text: [
              t('battery', { level: number(battery.level, { style: 'percent' }) }),
              ...(battery.charging ? [t('charging')] : []),
            ].join(', '),
          },
        ]),
  ];
  return (
    <p className="text-sm text-muted">
      {parts.map(({ key, isBad, text }, at) => (
        <span key={key} className={isBad ? 'font-semibold text-ink' : ''}>
          {at === 0 ? text : ` · ${text}`}
        </span>
      ))}
      {` (${ago(conditionAt, now)})`}
    </p>
  );
}
