'use client';
import { useTranslations } from 'use-intl';
import { useTimeText } from '@/components/app/time-text';
import { Shape, type ShapeName } from '@/components/ui/shape';
import type { Vehicle } from '@/offline/checkpoint/outcome';
import type { GateIncident } from '@/offline/react/gate-session';

const SHAPES: Record<GateIncident['severity'], ShapeName> = {
  notice: 'diamond',
  warning: 'triangle',
  serious: 'octagon',
};

/** What is in dispute about the vehicle on screen: beside its verdict, loud, and in nobody's way (rule 14). */
export function VehicleIncidents({
  vehicle,
  incidents,
}: {
  readonly vehicle: Vehicle;
  readonly incidents: readonly GateIncident[];
}) {
  const words = useTranslations('incident');
  const { clock } = useTimeText();
  const about = incidents.filter(
    ({ crossingId, passId }) =>
      (crossingId !== null && crossingId === vehicle.crossingId) ||
      (passId !== null && passId === vehicle.passId),
  );
  if (about.length === 0) return null;
  return (
    <ul role="alert" className="divide-y divide-rule border-b-4 border-refuse bg-note">
      {about.map((incident) => (
        <li
          key={incident.id}
          data-vehicle-incident={incident.kind}
          className="flex items-center gap-4 px-5 py-3 sm:px-10"
        >
          <Shape name={SHAPES[incident.severity]} className="size-10 shrink-0 text-refuse" />
          <p className="min-w-0 grow leading-snug">
            <strong className="block text-xl">{words(`${incident.kind}.word`)}</strong>
            <span>{words(`${incident.kind}.advice`)}</span>
          </p>
          <span className="figures text-lg">{clock(incident.at)}</span>
        </li>
      ))}
    </ul>
  );
}
