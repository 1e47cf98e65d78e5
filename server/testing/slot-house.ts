import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { inGate } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { slot, slotFirm, slotPlace, slotRecord } from '@/db/schema/slot';
import { type CrossingId, crossingIdSchema, type GateId } from '@/domain/shared/identity';
import type { Direction } from '@/domain/shared/vocabulary';
import { HOUR_MS, hourOf, type Slot } from '@/domain/slot/slot';
import type { PersonContext } from '../control/person-context';
import { leaveSlot } from '../slot/leave-slot';
import type { SlotAnswer } from '../slot/slot-wish';
import { takeSlot } from '../slot/take-slot';
import { type GateHouse, gateHouse, HN } from './gate-house';

export type SlotHouse = GateHouse & {
  readonly context: PersonContext;
  /** Begin of the n-th hour from now. */
  readonly hourNo: (n: number) => number;
  readonly slotNo: (n: number) => Slot;
  /** Places of an hour that are given out, as a release would leave it. */
  readonly open: (hour: number, released: number, capacity?: number, direction?: Direction) => Promise<void>;
  /** Declared vehicles, each of the firm that is named; exports unless said otherwise. */
  readonly lorries: (
    firms: readonly string[],
    gateId?: GateId,
    direction?: Direction,
  ) => Promise<readonly CrossingId[]>;
  readonly take: (crossingId: CrossingId, hour: number, over?: object) => Promise<SlotAnswer>;
  readonly leave: (crossingId: CrossingId) => Promise<unknown>;
  readonly stateOf: (crossingId: CrossingId) => Promise<string | null>;
  /** Where counters and places say different things, or more than there is; empty when all is well. */
  readonly contradictions: () => Promise<readonly unknown[]>;
};

/** A gate with slots that tests fill themselves, and vehicles that are declared in their rows alone. */
export async function slotHouse(): Promise<SlotHouse> {
  const house = await gateHouse();
  const { database, clock } = house;
  const context: PersonContext = {
    db: database.app,
    clock: { now: () => clock.at },
    actor: { kind: 'person', id: randomUUID(), role: 'declarant', gateId: null, agency: null, firmId: null },
  };
  const hourNo = (n: number) => hourOf(clock.at) + n * HOUR_MS;
  let plates = 0;
  const answered = <T>(result: { readonly ok: boolean; readonly value?: T }): T => {
    if (!result.ok || result.value === undefined) throw new Error(`no answer: ${JSON.stringify(result)}`);
    return result.value;
  };
  return {
    ...house,
    context,
    hourNo,
    slotNo: (n) => ({ direction: 'export', class: 'perishable', hourStart: hourNo(n) }),
    open: async (hour, released, capacity = released, direction = 'export') => {
      const key = { gateId: HN, direction, class: 'perishable', hourStart: hourNo(hour) };
      await inGate(database.app, { gateId: HN, actor: null }, (tx) =>
        tx
          .insert(slot)
          .values({ ...key, capacity, released, limitedBy: 'gate' })
          .onConflictDoUpdate({
            target: [slot.gateId, slot.direction, slot.class, slot.hourStart],
            set: { released, capacity },
          }),
      );
    },
    lorries: async (firms, gateId = HN, direction = 'export') => {
      const rows = firms.map((firmId) => {
        plates += 1;
        return {
          gateId,
          crossingId: crossingIdSchema.parse(uuidv7()),
          direction,
          goodsClass: 'perishable',
          kind: 'loaded',
          plate: `12C${10_000 + plates}`,
          plateKey: `12C${10_000 + plates}`,
          firmId,
          declaredAt: clock.at,
        };
      });
      await database.owner.insert(crossing).values(rows);
      return rows.map(({ crossingId }) => crossingId);
    },
    take: async (crossingId, hour, over = {}) => {
      const wish = { hourStart: hourNo(hour), untilHour: hourNo(hour), wait: true, ...over };
      return answered(await takeSlot(context, { gateId: HN, crossingId, ...wish }));
    },
    leave: async (crossingId) => answered(await leaveSlot(context, { gateId: HN, crossingId })),
    stateOf: async (crossingId) => {
      const [row] = await database.owner.select().from(slotPlace).where(eq(slotPlace.crossingId, crossingId));
      return row?.state ?? null;
    },
    contradictions: async () => {
      const holds = sql`${slotPlace.state} in ('booked', 'came')`;
      const bySlot = database.owner
        .select({ slot, held: sql`count(${slotPlace.crossingId})`.mapWith(Number) })
        .from(slot)
        .leftJoin(
          slotPlace,
          and(
            holds,
            eq(slotPlace.gateId, slot.gateId),
            eq(slotPlace.direction, slot.direction),
            eq(slotPlace.class, slot.class),
            eq(slotPlace.hourStart, slot.hourStart),
          ),
        )
        .groupBy(slot.gateId, slot.direction, slot.class, slot.hourStart);
      const byFirm = database.owner
        .select({ firm: slotFirm, held: sql`count(${slotPlace.crossingId})`.mapWith(Number) })
        .from(slotFirm)
        .leftJoin(
          slotPlace,
          and(
            holds,
            eq(slotPlace.gateId, slotFirm.gateId),
            eq(slotPlace.direction, slotFirm.direction),
            eq(slotPlace.hourStart, slotFirm.hourStart),
            eq(slotPlace.firm, slotFirm.firm),
          ),
        )
        .groupBy(slotFirm.gateId, slotFirm.direction, slotFirm.hourStart, slotFirm.firm);
      // Each place that is held has the line of the record that says how it came about.
      const untold = database.owner
        .select({ reference: slotPlace.reference })
        .from(slotPlace)
        .where(
          and(
            holds,
            sql`not exists (${database.owner
              .select({ one: sql`1` })
              .from(slotRecord)
              .where(
                and(
                  eq(slotRecord.reference, slotPlace.reference),
                  eq(slotRecord.hourStart, slotPlace.hourStart),
                  sql`${slotRecord.why}->>'kind' = 'taken'`,
                ),
              )})`,
          ),
        );
      const [slots, firms, places] = await Promise.all([bySlot, byFirm, untold]);
      return [
        ...slots.filter(({ slot: row, held }) => row.booked !== held || held > row.released),
        ...firms.filter(({ firm, held }) => firm.booked !== held),
        ...places,
      ];
    },
  };
}
