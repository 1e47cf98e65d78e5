import { and, desc, eq, gte, inArray, notExists, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { inGate, type Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { threadMessage } from '@/db/schema/thread';
import type { Actor } from '@/domain/access/can';
import { crossingIdSchema, type GateId } from '@/domain/shared/identity';
import { type Agency, agencySchema, type Locale } from '@/domain/shared/vocabulary';
import { subjectsFor, type ThreadPhrase, type ThreadSubject } from '@/domain/thread/thread';
import type { Context } from '../api/context';
import { openWords } from '../crossing/sealed-words';
import type { KeyRing } from '../keys/key-ring';

export type ThreadLine = {
  readonly id: string;
  readonly subject: ThreadSubject;
  readonly from: 'firm' | 'gate';
  readonly agency: Agency | null;
  readonly at: number;
  readonly phrase: ThreadPhrase | null;
  /** Own words in `locale`; null: none, or they cannot be opened (then `isSealed`). */
  readonly words: string | null;
  readonly isSealed: boolean;
  readonly locale: Locale;
  readonly isOwn: boolean;
};

export type Thread = {
  readonly plate: string | null;
  readonly lines: readonly ThreadLine[];
  /** What the reader may answer; of the firm none. */
  readonly mayAnswer: readonly ThreadSubject[];
};

type Row = typeof threadMessage.$inferSelect;
type PersonActor = Extract<Actor, { kind: 'person' }>;
export type ThreadContext = Pick<Context, 'db' | 'keys' | 'clock' | 'accounts'> & {
  readonly actor: PersonActor;
};

const MOST = 200;

/** Of a gate's people: what concerns their agency, all of it for supervisors and managers (TE-11). */
export const answerable = (actor: PersonActor): readonly ThreadSubject[] => {
  if (actor.firmId !== null) return [];
  if (actor.role !== 'officer') return subjectsFor(null);
  const agency = agencySchema.safeParse(actor.agency);
  return agency.success ? subjectsFor(agency.data) : [];
};

export const linesOf = (ring: KeyRing, rows: readonly Row[], by: string): Promise<readonly ThreadLine[]> =>
  Promise.all(
    rows.map(async (row) => ({
      id: row.messageId,
      subject: row.subject,
      from: row.from,
      agency: row.agency,
      at: row.at,
      phrase: row.phrase,
      words: await openWords(ring, row.sealed),
      // Without a sentence of its own it had words, and they were erased.
      isSealed: row.sealed !== null || row.phrase === null,
      locale: row.locale,
      isOwn: row.by === by,
    })),
  );

/** The newest turns, oldest first. */
export async function readTurns(tx: Transaction, gateId: GateId, crossingId: string): Promise<Row[]> {
  const newest = await tx
    .select()
    .from(threadMessage)
    .where(and(eq(threadMessage.gateId, gateId), eq(threadMessage.crossingId, crossingId)))
    .orderBy(desc(threadMessage.at), desc(threadMessage.messageId))
    .limit(MOST);
  return newest.toReversed();
}

/** The thread of a declaration: for its firm the whole, for an officer what the own agency was asked (TE-11). */
export async function readThread(
  { db, keys, actor }: ThreadContext,
  input: { readonly gateId: GateId; readonly crossingId: string },
): Promise<Thread> {
  const { gateId } = input;
  const mayAnswer = answerable(actor);
  const { rows, plate } = await inGate(db, { gateId, actor: actor.id }, async (tx) => {
    const [of] = await tx
      .select({ plate: crossing.plate })
      .from(crossing)
      .where(and(eq(crossing.gateId, gateId), eq(crossing.crossingId, input.crossingId)));
    return { rows: await readTurns(tx, gateId, input.crossingId), plate: of?.plate ?? null };
  });
  const seen = actor.firmId !== null ? rows : rows.filter(({ subject }) => mayAnswer.includes(subject));
  return { plate, lines: await linesOf(await keys(), seen, actor.id), mayAnswer };
}

const reply = alias(threadMessage, 'reply');

/** A firm's words, not erased, after which the gate has said nothing on their subject. */
const isUnanswered = (tx: Transaction): SQL =>
  sql`(${threadMessage.from} = 'firm' and coalesce(${threadMessage.phrase}, ${threadMessage.sealed}) is not null and ${notExists(
    tx
      .select({ one: sql`1` })
      .from(reply)
      .where(
        and(
          eq(reply.gateId, threadMessage.gateId),
          eq(reply.crossingId, threadMessage.crossingId),
          eq(reply.subject, threadMessage.subject),
          eq(reply.from, 'gate'),
          gte(reply.at, threadMessage.at),
        ),
      ),
  )})`;

export type DeskThread = {
  readonly crossingId: string;
  readonly plate: string | null;
  readonly firmName: string | null;
  readonly subject: ThreadSubject;
  readonly isOpen: boolean;
  readonly lines: readonly ThreadLine[];
};

/** What was answered longer ago concerns a vehicle that is gone; what was not stays until it is. */
const DESK_MS = 3 * 86_400_000;
const MOST_AT_DESK = 500;

/** What firms ask the reader's agency at a gate: first what waits, longest first (TE-11). */
export async function readThreadDesk(
  { db, keys, actor, clock }: ThreadContext,
  { gateId }: { readonly gateId: GateId },
): Promise<readonly DeskThread[]> {
  const mine = answerable(actor);
  const rows = await inGate(db, { gateId, actor: actor.id }, (tx) =>
    tx
      .select({ message: threadMessage, plate: crossing.plate, firmName: crossing.firmName })
      .from(threadMessage)
      .innerJoin(
        crossing,
        and(eq(crossing.gateId, threadMessage.gateId), eq(crossing.crossingId, threadMessage.crossingId)),
      )
      .where(
        and(
          eq(threadMessage.gateId, gateId),
          or(gte(threadMessage.at, clock.now() - DESK_MS), isUnanswered(tx)),
          // What other offices are asked takes none of the room.
          inArray(threadMessage.subject, [...mine]),
        ),
      )
      // However much was said since, what waits has its room.
      .orderBy(desc(isUnanswered(tx)), desc(threadMessage.at), desc(threadMessage.messageId))
      .limit(MOST_AT_DESK),
  );
  const ring = await keys();
  const threads = new Map<string, typeof rows>();
  const inOrder = rows.toSorted(
    (a, b) => a.message.at - b.message.at || (a.message.messageId < b.message.messageId ? -1 : 1),
  );
  for (const row of inOrder) {
    const key = `${row.message.crossingId} ${row.message.subject}`;
    threads.set(key, [...(threads.get(key) ?? []), row]);
  }
  const told = await Promise.all(
    [...threads.values()].flatMap((own) => {
      const last = own.at(-1);
      if (last === undefined) return [];
      const { message, plate, firmName } = last;
      return [
        linesOf(
          ring,
          own.map((row) => row.message),
          actor.id,
        ).then(
          (lines): DeskThread => ({
            crossingId: crossingIdSchema.parse(message.crossingId),
            plate,
            firmName,
            subject: message.subject,
            isOpen: message.from === 'firm',
            lines,
          }),
        ),
      ];
    }),
  );
  return told.toSorted(
    (a, b) =>
      Number(b.isOpen) - Number(a.isOpen) ||
      (a.isOpen ? 1 : -1) * ((a.lines.at(-1)?.at ?? 0) - (b.lines.at(-1)?.at ?? 0)),
  );
}
