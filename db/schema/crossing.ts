import { sql } from 'drizzle-orm';
import { bigint, index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { CrossingState, Question, Waiting } from '@/domain/crossing/state';
import type { Binding } from '@/domain/sync/event';

/**
 * Projection: of the `fold` of the crossing's events, what lists and boards ask for. Written in the transaction of the
 * events, rebuilt by `gate rebuild`. Whoever wants the whole state folds (server/log/read-states.ts): written down it
 * cost more than everything else of a fact (decision 047). Times are ms since the epoch.
 */
export const crossing = pgTable(
  'crossing',
  {
    gateId: text('gate_id').notNull(),
    crossingId: uuid('crossing_id').notNull(),
    direction: text('direction'),
    kind: text('kind'),
    goodsClass: text('goods_class'),
    stage: text('stage').notNull().default('declared'),
    stageSince: bigint('stage_since', { mode: 'number' }),
    plate: text('plate'),
    /** `plateMatchKey` of tractor and of trailer: what a search by plate compares. */
    plateKey: text('plate_key'),
    trailerKey: text('trailer_key'),
    binding: jsonb('binding').$type<Binding>(),
    customsDeclaration: text('customs_declaration'),
    firmId: text('firm_id'),
    firmName: text('firm_name'),
    goodsName: text('goods_name'),
    hsCode: text('hs_code'),
    processId: text('process_id'),
    processVersion: bigint('process_version', { mode: 'number' }),
    declaredAt: bigint('declared_at', { mode: 'number' }),
    plannedArrivalAt: bigint('planned_arrival_at', { mode: 'number' }),
    /** First confirmed step beyond the declaration. */
    arrivedAt: bigint('arrived_at', { mode: 'number' }),
    /** Called from the staging yard; first tick at the gate; ready for the neighbour (FO-20). */
    calledAt: bigint('called_at', { mode: 'number' }),
    insideAt: bigint('inside_at', { mode: 'number' }),
    readyAt: bigint('ready_at', { mode: 'number' }),
    /** The yard where it was last ticked, and since when (GA-9). */
    yard: text('yard'),
    yardSince: bigint('yard_since', { mode: 'number' }),
    endedKind: text('ended_kind'),
    endedAt: bigint('ended_at', { mode: 'number' }),
    heldSince: bigint('held_since', { mode: 'number' }),
    waitingOn: jsonb('waiting_on').$type<readonly Waiting[]>().notNull().default([]),
    eligibility: jsonb('eligibility').$type<CrossingState['eligibility']>(),
    openQuestions: jsonb('open_questions').$type<readonly Question[]>().notNull().default([]),
    flags: text('flags').array().notNull().default([]),
    lastEventAt: bigint('last_event_at', { mode: 'number' }),
    /** Positions in the log of its first event and of its last change. */
    firstPosition: bigint('first_position', { mode: 'number' }).notNull().default(0),
    position: bigint('position', { mode: 'number' }).notNull().default(0),
  },
  (table) => [
    primaryKey({ name: 'crossing_pk', columns: [table.gateId, table.crossingId] }),
    index('crossing_live').on(table.gateId, table.direction, table.stage).where(sql`ended_at is null`),
    index('crossing_live_first').on(table.gateId, table.firstPosition).where(sql`ended_at is null`),
    index('crossing_ended').on(table.gateId, table.endedAt).where(sql`ended_at is not null`),
    // Who stood here at a moment of the past: came before it, left after it or not yet (RP-4).
    index('crossing_arrived')
      .on(table.gateId, table.arrivedAt, table.endedAt)
      .where(sql`arrived_at is not null`),
    index('crossing_plate').on(table.gateId, table.plateKey),
    index('crossing_firm').on(table.gateId, table.firmId, table.declaredAt),
    index('crossing_declared').on(table.gateId, table.declaredAt),
    index('crossing_customs').on(table.gateId, table.customsDeclaration).where(sql`ended_at is null`),
  ],
);

/**
 * The key under which a crossing's personal fields are sealed. The log holds only ciphertext; deleting this row
 * erases the person and leaves every hash of the chain as it was (rule 16).
 */
export const crossingKey = pgTable(
  'crossing_key',
  {
    gateId: text('gate_id').notNull(),
    crossingId: uuid('crossing_id').notNull(),
    /** AES-256, base64url. */
    key: text('key').notNull(),
    createdAt: bigint('created_at', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ name: 'crossing_key_pk', columns: [table.gateId, table.crossingId] })],
);
