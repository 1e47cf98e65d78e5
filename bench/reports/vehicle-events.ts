import { type CrossingId, type StepId, stepIdSchema } from '@/domain/shared/identity';
import type { Agency } from '@/domain/shared/vocabulary';
import type { GateEvent } from '@/domain/sync/event';
import { crossingNo, type Device, declaredBody, MINUTE } from '@/domain/testing/build-events';

/** The way of a staged export: who ticks what, minutes after arrival. */
const WAY: readonly (readonly [step: string, agency: Agency, minute: number])[] = [
  ['staging-arrival', 'yard', 0],
  ['medical-check', 'medical-quarantine', 6],
  ['called', 'gate-centre', 45],
  ['gate-entry', 'border-guard', 60],
  ['gate-entry', 'customs', 62],
  ['yard-in', 'customs', 75],
  ['fee-paid', 'gate-centre', 110],
  ['release-check', 'customs', 130],
  ['line-exit', 'border-guard', 190],
];
const step = (name: string): StepId => stepIdSchema.parse(name);

/**
 * Everything that is recorded of the `n`-th of `perDay` vehicles of the day that begins at `dayStart`, ms: spread over 14
 * hours from six o'clock, each tenth slower, each fiftieth held.
 */
export function vehicleEvents(
  lanes: readonly Device[],
  dayStart: number,
  serial: number,
  { n, perDay }: { readonly n: number; readonly perDay: number },
): { readonly crossingId: CrossingId; readonly events: readonly GateEvent[] } {
  const crossingId = crossingNo(serial);
  const arrival = dayStart + (360 + (n * 14 * 60) / perDay) * MINUTE;
  const pace = n % 10 === 0 ? 1.8 : 0.7 + (n % 7) / 10;
  const lane = lanes[n % lanes.length];
  if (lane === undefined) throw new Error('no lane');
  const plate = `${11 + (n % 80)}C${String(10_000 + (serial % 90_000))}`;
  const declared = declaredBody();
  const events: GateEvent[] = [
    lane.write(arrival - 300 * MINUTE, {
      type: 'crossing.declared',
      crossingId,
      direction: 'export',
      body: { ...declared, binding: { ...declared.binding, plate } },
    }),
  ];
  for (const [name, agency, minute] of WAY) {
    const at = arrival + minute * pace * MINUTE;
    const envelope = { crossingId, step: step(name), agency, direction: 'export' } as const;
    if (name === 'gate-entry' || name === 'line-exit')
      events.push(
        lane.write(at - 15_000, {
          ...envelope,
          type: 'pass.scanned',
          verdict: 'proceed',
          body: { revision: 0, source: 'camera', confirmation: 'local' },
        }),
      );
    events.push(lane.write(at, { ...envelope, type: 'step.confirmed', body: { note: null } }));
  }
  if (n % 50 === 0)
    events.push(
      lane.write(arrival + 20 * MINUTE, {
        type: 'hold.placed',
        crossingId,
        agency: 'customs',
        body: { reason: 'papers' },
      }),
    );
  return { crossingId, events };
}
