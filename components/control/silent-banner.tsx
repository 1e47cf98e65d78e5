'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { silenceOf } from '@/domain/device/device-alarm';
import type { GateId } from '@/domain/shared/identity';
import { useTRPC } from '../app/trpc';
import { useNow } from '../app/use-now';
import { Shape } from '../ui/shape';
import { viewHash } from './control-route';
import { signsOf } from './device-signs';

/** On every view of the control room but the tablets' own: a tablet on shift that is not heard (DV-7). */
export function SilentBanner({ gateId }: { readonly gateId: GateId }) {
  const t = useTranslations('devices');
  const trpc = useTRPC();
  const now = useNow(10_000);
  const query = useQuery(trpc.control.devices.queryOptions({ gateId }, { refetchInterval: 20_000 }));
  if (!query.data || now === null) return null;
  const levels = query.data.map((device) => silenceOf(signsOf(device), now));
  const count = levels.filter((level) => level !== 'none').length;
  if (count === 0) return null;
  const isSerious = levels.includes('serious');
  return (
    <p
      role="status"
      data-silent={count}
      className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-1 border-l-4 border-note-edge bg-note px-4 py-3"
    >
      {isSerious ? (
        <Shape name="octagon" className="size-7 text-refuse" mark="var(--on-refuse)" />
      ) : (
        <Shape name="triangle" className="size-7 text-check" mark="var(--on-check)" />
      )}
      <span className="font-semibold">{t('alarms', { count })}</span>
      <a
        href={`#${viewHash(gateId, 'devices')}`}
        className="inline-flex min-h-12 items-center text-link underline underline-offset-4"
      >
        {t('showDevices')}
      </a>
    </p>
  );
}
