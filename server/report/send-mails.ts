import { and, eq, lt, lte } from 'drizzle-orm';
import { type Database, EVERY_GATE, inGate } from '@/db/client';
import { person } from '@/db/schema/account';
import { reportDelivery, reportSubscription } from '@/db/schema/report';
import { type Actor, can, NO_SUBJECT, subjectAtGate } from '@/domain/access/can';
import { cellText, wordText } from '@/domain/report/cell-text';
import { dayOf, reportDaySchema } from '@/domain/report/home-day';
import { type Sheet, word } from '@/domain/report/sheet';
import { placeWord, sheetHeads } from '@/domain/report/sheet-heads';
import { dayTold, isWorthSending, MAIL_TRIES, nextDue, pauseAfter } from '@/domain/report/subscription';
import { gateIdSchema } from '@/domain/shared/identity';
import { type Locale, roleSchema } from '@/domain/shared/vocabulary';
import { type MailPort, mailFaultText } from '../connectors/mail/mail-port';
import { log } from '../log';
import { makeSheet } from './make-sheet';
import { reportFile } from './report-file';
import { speakerOf } from './speaker';
import { gateOfPlace } from './subscriptions';

export type MailPorts = {
  readonly db: Database;
  /** People and their addresses. */
  readonly accounts: Database;
  readonly mail: MailPort;
  readonly now: () => number;
  /** How long a node may take for one mail before another one may, ms. */
  readonly leaseMs: number;
  /** 0 … 1. */
  readonly chance: () => number;
};

type Delivery = typeof reportDelivery.$inferSelect;
const KEPT_MS = 60 * 86_400_000;
/** A study is over the week. */
const STUDY_DAYS = 7;
const MOST_AT_ONCE = 20;

/**
 * One round (RP-16): mails that have become due are made, once, in the transaction that moves their subscription on; then
 * each that waits is taken by a lease and sent. No transaction is open while a report is made or the mail server answers.
 * @returns how many were sent
 */
export async function sendMails(ports: MailPorts): Promise<number> {
  await makeDue(ports);
  const waiting = await inGate(ports.db, { gateId: EVERY_GATE, actor: null }, (tx) =>
    tx
      .select()
      .from(reportDelivery)
      .where(and(eq(reportDelivery.state, 'waiting'), lte(reportDelivery.nextAt, ports.now())))
      .orderBy(reportDelivery.nextAt)
      .limit(MOST_AT_ONCE),
  );
  let sent = 0;
  for (const delivery of waiting) {
    const taken = await takeTurn(ports, delivery);
    if (taken !== null && (await sendOne(ports, taken))) sent += 1;
  }
  return sent;
}

async function makeDue({ db, now }: MailPorts): Promise<void> {
  const at = now();
  const due = await inGate(db, { gateId: EVERY_GATE, actor: null }, (tx) =>
    tx.select().from(reportSubscription).where(lte(reportSubscription.dueAt, at)).limit(500),
  );
  for (const { gateId, subscriptionId, hour, dueAt } of due) {
    const scope = { gateId: gateIdSchema.parse(gateId), actor: null };
    await inGate(db, scope, async (tx) => {
      const moved = await tx
        .update(reportSubscription)
        .set({ dueAt: nextDue(hour, at) })
        .where(
          and(
            eq(reportSubscription.gateId, gateId),
            eq(reportSubscription.subscriptionId, subscriptionId),
            eq(reportSubscription.dueAt, dueAt),
          ),
        )
        .returning({ id: reportSubscription.subscriptionId });
      // Another node was first; or the house stood still so long that yesterday's mail would only confuse.
      if (moved.length === 0 || !isWorthSending(dueAt, at)) return;
      await tx
        .insert(reportDelivery)
        .values({
          gateId,
          subscriptionId,
          dueDay: dayOf(dueAt),
          day: dayTold(hour, dueAt),
          state: 'waiting',
          nextAt: at,
        })
        .onConflictDoNothing();
    });
  }
}

const rowOf = ({ gateId, subscriptionId, dueDay }: Delivery) =>
  and(
    eq(reportDelivery.gateId, gateId),
    eq(reportDelivery.subscriptionId, subscriptionId),
    eq(reportDelivery.dueDay, dueDay),
  );

async function takeTurn({ db, now, leaseMs }: MailPorts, delivery: Delivery): Promise<Delivery | null> {
  const at = now();
  const [taken] = await inGate(db, { gateId: gateIdSchema.parse(delivery.gateId), actor: null }, (tx) =>
    tx
      .update(reportDelivery)
      .set({ nextAt: at + leaseMs, triedAt: at, tries: delivery.tries + 1 })
      .where(and(rowOf(delivery), eq(reportDelivery.state, 'waiting'), lte(reportDelivery.nextAt, at)))
      .returning(),
  );
  return taken ?? null;
}

async function sendOne(ports: MailPorts, delivery: Delivery): Promise<boolean> {
  const outcome = await attempt(ports, delivery).catch((error: unknown) => {
    log().error({ err: error }, 'report mail failed');
    return 'report';
  });
  const isDone = outcome === null;
  const isOver = outcome === 'not-allowed' || delivery.tries >= MAIL_TRIES;
  await inGate(ports.db, { gateId: gateIdSchema.parse(delivery.gateId), actor: null }, (tx) =>
    tx
      .update(reportDelivery)
      .set(
        isDone
          ? { state: 'sent', sentAt: ports.now(), fault: null }
          : {
              state: isOver ? 'given-up' : 'waiting',
              fault: outcome,
              nextAt: ports.now() + pauseAfter(delivery.tries, ports.chance()),
            },
      )
      .where(rowOf(delivery)),
  );
  if (!isDone) log().warn({ gateId: delivery.gateId, fault: outcome, tries: delivery.tries }, 'report mail');
  return isDone;
}

/** Null when it was sent; else why not, without an address and without the other side's words. */
async function attempt(ports: MailPorts, delivery: Delivery): Promise<string | null> {
  const { db, accounts, mail, now } = ports;
  const gateId = gateOfPlace(delivery.gateId);
  const scope = { gateId: gateIdSchema.parse(delivery.gateId), actor: null };
  const [subscription] = await inGate(db, scope, (tx) =>
    tx
      .select()
      .from(reportSubscription)
      .where(
        and(
          eq(reportSubscription.gateId, delivery.gateId),
          eq(reportSubscription.subscriptionId, delivery.subscriptionId),
        ),
      ),
  );
  if (subscription === undefined) return 'not-allowed';
  const [reader] = await accounts.select().from(person).where(eq(person.id, subscription.personId));
  const role = roleSchema.safeParse(reader?.role);
  if (reader === undefined || reader.disabledAt !== null || !role.success) return 'not-allowed';
  if (reader.email === null) return 'not-allowed';
  // Asked now and not when it was subscribed: who has gone to another gate gets no more (RP-16).
  const actor: Actor = {
    kind: 'person',
    id: reader.id,
    role: role.data,
    gateId: reader.gateId === null ? null : gateIdSchema.parse(reader.gateId),
    agency: null,
    firmId: null,
  };
  if (!can(actor, 'report.file', gateId === null ? NO_SUBJECT : subjectAtGate(gateId))) return 'not-allowed';
  const { report, locale, format } = subscription;
  const sheet = await makeSheet(
    { db, now: now(), actor: reader.id },
    {
      report,
      gateId,
      day: reportDaySchema.parse(delivery.day),
      days: report === 'release-times' ? STUDY_DAYS : 1,
    },
  );
  const sent = await mail.send({
    to: reader.email,
    id: `${delivery.subscriptionId}.${delivery.dueDay}`,
    ...wordsOf(sheet, locale, delivery.day),
    attachment: await reportFile(sheet, locale, format),
  });
  return sent.ok ? null : mailFaultText(sent.error);
}

/** The first table in words, so that the figures are read without opening the file. */
function wordsOf(
  sheet: Sheet,
  locale: Locale,
  day: string,
): { readonly subject: string; readonly text: string } {
  const speaker = speakerOf(locale);
  const say = (key: string, values: Parameters<typeof word>[1] = {}) => wordText(speaker, word(key, values));
  const [first] = sheet.tables;
  const lines = (first?.rows ?? []).map(({ cells }) =>
    cells.map((cell) => cellText(speaker, cell)).join(' · '),
  );
  const columns = first?.columns.map((column) => wordText(speaker, column)).join(' · ') ?? '';
  return {
    subject: say('report.mail.subject', {
      title: sheet.title,
      gate: placeWord(sheet),
      day: { kind: 'day', day },
    }),
    text: [
      `${wordText(speaker, sheet.title)} · ${cellText(speaker, placeWord(sheet))}`,
      ...sheetHeads(sheet).map((head) => wordText(speaker, head)),
      '',
      ...(lines.length === 0
        ? [first === undefined ? '' : wordText(speaker, first.empty)]
        : [columns, ...lines]),
      '',
      say('report.mail.footer'),
    ].join('\n'),
  };
}

/** What was sent two months ago is nobody's question any more. */
export async function forgetDeliveries(db: Database, places: readonly string[], now: number): Promise<void> {
  for (const place of places)
    await inGate(db, { gateId: gateIdSchema.parse(place), actor: null }, (tx) =>
      tx
        .delete(reportDelivery)
        .where(and(eq(reportDelivery.gateId, place), lt(reportDelivery.nextAt, now - KEPT_MS))),
    );
}
