import { and, desc, eq, gte, inArray } from 'drizzle-orm';
import { inGate } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { device } from '@/db/schema/device';
import { event as eventTable } from '@/db/schema/event';
import { type CrossingId, crossingIdSchema, type EventId, type GateId } from '@/domain/shared/identity';
import type { Agency } from '@/domain/shared/vocabulary';
import { occurredAt } from '@/domain/sync/hlc';
import type { Context } from '@/server/api/context';
import { actorId } from '../auth/actor-id';
import { openWords } from '../crossing/sealed-words';

export type HelpRequest = {
  readonly id: EventId;
  readonly at: number;
  readonly deviceName: string;
  readonly checkpoint: string;
  readonly agency: Agency | null;
  /** What stood on the screen: a code of a verdict, `vehicle`, or `ready`. */
  readonly screen: string;
  /** As typed; null when nothing was, or when it cannot be opened. */
  readonly words: string | null;
  readonly crossingId: CrossingId | null;
  readonly plate: string | null;
  readonly answered: { readonly at: number; readonly words: string } | null;
};

const OVER_MS = 24 * 3_600_000;
const MOST = 100;

/** Who asked for help in the last day: those nobody has seen to first, the newest on top. */
export async function listHelp(
  { db, clock, actor, keys }: Pick<Context, 'db' | 'clock' | 'actor' | 'keys'>,
  { gateId }: { gateId: GateId },
): Promise<readonly HelpRequest[]> {
  const ring = await keys();
  const rows = await inGate(db, { gateId, actor: actorId(actor) }, (tx) =>
    tx
      .select({
        event: eventTable.event,
        deviceName: device.name,
        checkpoint: device.checkpoint,
        plate: crossing.plate,
      })
      .from(eventTable)
      .leftJoin(device, and(eq(device.gateId, eventTable.gateId), eq(device.deviceId, eventTable.device)))
      .leftJoin(
        crossing,
        and(eq(crossing.gateId, eventTable.gateId), eq(crossing.crossingId, eventTable.crossingId)),
      )
      .where(
        and(
          eq(eventTable.gateId, gateId),
          inArray(eventTable.type, ['help.asked', 'help.answered']),
          gte(eventTable.recordedAt, clock.now() - OVER_MS),
        ),
      )
      .orderBy(desc(eventTable.position))
      .limit(2 * MOST),
  );
  const answers = new Map<EventId, { at: number; words: string }>();
  for (const { event } of rows)
    if (event.type === 'help.answered')
      answers.set(event.body.request, { at: occurredAt(event), words: event.body.words });
  const asked = await Promise.all(
    rows.map(async ({ event, deviceName, checkpoint, plate }): Promise<HelpRequest | null> => {
      if (event.type !== 'help.asked') return null;
      const words = await openWords(ring, event.sealed);
      return {
        id: event.id,
        at: occurredAt(event),
        deviceName: deviceName ?? '',
        checkpoint: checkpoint ?? '',
        agency: event.agency,
        screen: event.body.screen,
        words: words === '' ? null : words,
        crossingId: event.crossingId === null ? null : crossingIdSchema.parse(event.crossingId),
        plate,
        answered: answers.get(event.id) ?? null,
      };
    }),
  );
  return asked
    .flatMap((one) => one ?? [])
    .sort((a, b) => Number(a.answered !== null) - Number(b.answered !== null) || b.at - a.at)
    .slice(0, MOST);
}
