import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { event } from '@/db/schema/event';
import { instantIn } from '@/domain/flow/zones';
import { acceptanceSchema } from '@/domain/neighbour/content';
import { flowOf, type Statement } from '@/domain/neighbour/statement';
import type { GateId } from '@/domain/shared/identity';
import { hlcMs } from '@/domain/sync/hlc';
import type { Link } from './link';

const MOST = 60;

/** Words written down before they were statements stand in the gate's log: read as what they are. */
export async function readEntered(
  tx: Transaction,
  gateId: GateId,
  { own, other }: Pick<Link, 'own' | 'other'>,
): Promise<readonly Statement[]> {
  const rows = await tx
    .select({ event: event.event })
    .from(event)
    .where(and(eq(event.gateId, gateId), eq(event.type, 'neighbour.acceptance'), isNull(event.crossingId)))
    .orderBy(desc(event.position))
    .limit(MOST);
  return rows.flatMap(({ event: said }): readonly Statement[] => {
    if (said.type !== 'neighbour.acceptance' || said.body.channel === 'measured') return [];
    const { direction, vehiclesPerHour, validFrom, validTo, toldBy, channel, note } = said.body;
    const at = (moment: number) => instantIn(moment, own.zone);
    const content = acceptanceSchema.parse({
      gate: gateId,
      flow: flowOf(direction, own.country),
      periods: [
        {
          from: at(validFrom),
          until: validTo === null ? null : at(validTo),
          offered: { perHour: Math.round(vehiclesPerHour), byClass: {} },
          actual: null,
        },
      ],
    });
    const saidAt = hlcMs(said.hlc);
    return [
      {
        kind: 'acceptance',
        said: content,
        id: said.id,
        gateId,
        source: other.source,
        level: 'person',
        channel,
        epoch: null,
        sequence: null,
        saidAt,
        validUntil: validTo,
        heardAt: saidAt,
        toldBy,
        recordedBy: said.actor,
        note,
      },
    ];
  });
}
