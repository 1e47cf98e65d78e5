import { and, asc, desc, eq, gte, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import { type Database, inGate, type Transaction } from '@/db/client';
import { slot, slotDraw, slotRecord, slotRound } from '@/db/schema/slot';
import type { GateId } from '@/domain/shared/identity';
import { type Direction, directionSchema } from '@/domain/shared/vocabulary';
import type { PublicRound, RecordLine } from '@/domain/slot/public-record';
import { HOUR_MS, hourOf, type SlotClass, slotClassSchema } from '@/domain/slot/slot';
import type { Clock } from '../clock';

/** What anybody may know of the slots of a gate: how many, to whom by reference, and why. */
export type PublicSlots = {
  readonly at: number;
  /** With the first page alone, like the rounds. */
  readonly hours: readonly {
    readonly direction: Direction;
    readonly class: SlotClass;
    readonly hourStart: number;
    readonly capacity: number;
    readonly released: number;
    readonly booked: number;
  }[];
  /** Newest first. */
  readonly lines: readonly RecordLine[];
  /** Older lines are before this one; null: these were the last. */
  readonly olderThan: string | null;
  readonly rounds: readonly PublicRound[];
};

const LINES = 100;
const ROUNDS_BACK_MS = 24 * HOUR_MS;
const HOURS = 48;

type Context = { readonly db: Database; readonly clock: Clock };
type Page = { readonly gateId: GateId; readonly before: string | null; readonly reference: string | null };

/** Anybody may look, as often as they like: so long one look at the database serves everybody who opens the first page. */
const KEPT_MS = 10_000;
const kept = new WeakMap<
  Database,
  Map<GateId, { readonly at: number; readonly shown: Promise<PublicSlots> }>
>();

/** The public record of a gate, a page of it (SL-10). Needs nobody signed in. */
export function readPublicSlots({ db, clock }: Context, page: Page): Promise<PublicSlots> {
  const now = clock.now();
  if (page.before !== null || page.reference !== null) return readPage(db, page, now);
  const ofNode = kept.get(db) ?? new Map();
  kept.set(db, ofNode);
  const known = ofNode.get(page.gateId);
  if (known !== undefined && now >= known.at && now - known.at < KEPT_MS) return known.shown;
  const shown = readPage(db, page, now);
  ofNode.set(page.gateId, { at: now, shown });
  // What failed is not kept.
  shown.catch(() => ofNode.delete(page.gateId));
  return shown;
}

function readPage(db: Database, { gateId, before, reference }: Page, now: number): Promise<PublicSlots> {
  const isFirst = before === null && reference === null;
  return inGate(db, { gateId, actor: null }, async (tx) => {
    const rows = await tx
      .select()
      .from(slotRecord)
      .where(
        and(
          eq(slotRecord.gateId, gateId),
          before === null ? undefined : lt(slotRecord.id, before),
          reference === null ? undefined : eq(slotRecord.reference, reference),
        ),
      )
      .orderBy(desc(slotRecord.id))
      .limit(LINES);
    return {
      at: now,
      hours: isFirst ? await readCounts(tx, gateId, now) : [],
      lines: rows.map(({ gateId: _, ...line }) => ({
        ...line,
        direction: directionSchema.parse(line.direction),
        class: slotClassSchema.parse(line.class),
      })),
      olderThan: rows.length < LINES ? null : (rows.at(-1)?.id ?? null),
      rounds: isFirst ? await readRounds(tx, gateId, now) : [],
    };
  });
}

async function readCounts(tx: Transaction, gateId: GateId, now: number): Promise<PublicSlots['hours']> {
  const from = hourOf(now);
  const rows = await tx
    .select()
    .from(slot)
    .where(
      and(eq(slot.gateId, gateId), gte(slot.hourStart, from), lt(slot.hourStart, from + HOURS * HOUR_MS)),
    )
    .orderBy(asc(slot.hourStart));
  return rows.map((row) => ({
    direction: directionSchema.parse(row.direction),
    class: slotClassSchema.parse(row.class),
    hourStart: row.hourStart,
    capacity: row.capacity,
    released: row.released,
    booked: row.booked,
  }));
}

/** Releases of the day past, and commitments of those to come. A seed is told once its draws are made, never before. */
async function readRounds(tx: Transaction, gateId: GateId, now: number): Promise<readonly PublicRound[]> {
  const since = now - ROUNDS_BACK_MS;
  const [rounds, draws] = await Promise.all([
    tx
      .select({
        releaseAt: slotRound.releaseAt,
        commitment: slotRound.commitment,
        committedAt: slotRound.committedAt,
        drawnAt: slotRound.drawnAt,
      })
      .from(slotRound)
      .where(
        and(
          eq(slotRound.gateId, gateId),
          or(isNull(slotRound.drawnAt), and(isNotNull(slotRound.drawnAt), gte(slotRound.releaseAt, since))),
        ),
      )
      .orderBy(desc(slotRound.releaseAt)),
    tx
      .select({
        releaseAt: slotDraw.releaseAt,
        direction: slotDraw.direction,
        class: slotDraw.class,
        hourStart: slotDraw.hourStart,
        seed: sql<string>`${slotDraw.proof}->>'seed'`,
        asked: sql`jsonb_array_length(${slotDraw.proof}->'entries')`.mapWith(Number),
        places: sql`${slotDraw.proof}->'places'`.mapWith(Number),
      })
      .from(slotDraw)
      .where(and(eq(slotDraw.gateId, gateId), gte(slotDraw.releaseAt, since))),
  ]);
  return rounds.map((round) => ({
    ...round,
    draws: draws
      .filter(({ releaseAt }) => releaseAt === round.releaseAt)
      .map(({ releaseAt: _, ...made }) => ({
        ...made,
        direction: directionSchema.parse(made.direction),
        class: slotClassSchema.parse(made.class),
      })),
  }));
}
