import { and, desc, eq, inArray } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { inGate } from '@/db/client';
import { reportDelivery, reportSubscription } from '@/db/schema/report';
import type { OrderedReport } from '@/domain/report/sheet';
import { nextDue } from '@/domain/report/subscription';
import { type GateId, gateIdSchema } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Locale } from '@/domain/shared/vocabulary';
import type { PersonContext } from '../control/person-context';
import { env } from '../env';
import type { FileFormat } from './report-file';

/** Rows about the province stand under its own code, which is no gate: row-level security knows gates only. */
export const PROVINCE = gateIdSchema.parse('LS');
export const placeOf = (gateId: GateId | null): GateId => gateId ?? PROVINCE;
export const gateOfPlace = (place: string): GateId | null =>
  place === PROVINCE ? null : gateIdSchema.parse(place);

const MOST_SUBSCRIPTIONS = 10;

export type SubscriptionView = {
  readonly subscriptionId: string;
  readonly gateId: GateId | null;
  readonly report: OrderedReport;
  readonly hour: number;
  readonly locale: Locale;
  readonly format: FileFormat;
  readonly dueAt: number;
  readonly last: {
    readonly state: 'waiting' | 'sent' | 'given-up';
    readonly tries: number;
    readonly sentAt: number | null;
    readonly nextAt: number;
    readonly fault: string | null;
  } | null;
};

/** One's own, at this gate or over the province; with how the last mail fared. */
export async function listSubscriptions(
  { db, actor }: PersonContext,
  { gateId }: { readonly gateId: GateId | null },
): Promise<{ readonly isMailSetUp: boolean; readonly subscriptions: readonly SubscriptionView[] }> {
  const place = placeOf(gateId);
  const subscriptions = await inGate(db, { gateId: place, actor: actor.id }, async (tx) => {
    const own = await tx
      .select()
      .from(reportSubscription)
      .where(and(eq(reportSubscription.gateId, place), eq(reportSubscription.personId, actor.id)))
      .orderBy(reportSubscription.madeAt);
    const ids = own.map(({ subscriptionId }) => subscriptionId);
    const deliveries =
      ids.length === 0
        ? []
        : await tx
            .selectDistinctOn([reportDelivery.subscriptionId])
            .from(reportDelivery)
            .where(and(eq(reportDelivery.gateId, place), inArray(reportDelivery.subscriptionId, ids)))
            .orderBy(reportDelivery.subscriptionId, desc(reportDelivery.dueDay));
    const last = new Map(deliveries.map((row) => [row.subscriptionId, row]));
    return own.map((row): SubscriptionView => {
      const { subscriptionId, report, hour, locale, format, dueAt } = row;
      const delivery = last.get(subscriptionId);
      return {
        subscriptionId,
        gateId,
        report,
        hour,
        locale,
        format,
        dueAt,
        last:
          delivery === undefined
            ? null
            : {
                state: delivery.state,
                tries: delivery.tries,
                sentAt: delivery.sentAt,
                nextAt: delivery.nextAt,
                fault: delivery.fault,
              },
      };
    });
  });
  return { isMailSetUp: env().MAIL_URL !== undefined, subscriptions };
}

export async function subscribe(
  { db, clock, actor }: PersonContext,
  {
    gateId,
    ...wanted
  }: {
    readonly gateId: GateId | null;
    readonly report: OrderedReport;
    readonly hour: number;
    readonly locale: Locale;
    readonly format: FileFormat;
  },
): Promise<Result<{ readonly subscriptionId: string }, 'AP-INPUT' | 'AP-DONE' | 'AP-MANY'>> {
  if (gateId === null && wanted.report !== 'daily') return err('AP-INPUT');
  const place = placeOf(gateId);
  return inGate(db, { gateId: place, actor: actor.id }, async (tx) => {
    const own = await tx
      .select()
      .from(reportSubscription)
      .where(and(eq(reportSubscription.gateId, place), eq(reportSubscription.personId, actor.id)))
      .for('update');
    if (own.length >= MOST_SUBSCRIPTIONS) return err('AP-MANY');
    const isThere = own.some(
      (row) =>
        row.report === wanted.report &&
        row.hour === wanted.hour &&
        row.locale === wanted.locale &&
        row.format === wanted.format,
    );
    if (isThere) return err('AP-DONE');
    const subscriptionId = uuidv7();
    const madeAt = clock.now();
    await tx.insert(reportSubscription).values({
      gateId: place,
      subscriptionId,
      personId: actor.id,
      ...wanted,
      madeAt,
      dueAt: nextDue(wanted.hour, madeAt),
    });
    return ok({ subscriptionId });
  });
}

/** Only one's own; its mails that still wait go with it. */
export async function unsubscribe(
  { db, actor }: PersonContext,
  { gateId, subscriptionId }: { readonly gateId: GateId | null; readonly subscriptionId: string },
): Promise<Result<null, 'AP-NONE'>> {
  const place = placeOf(gateId);
  return inGate(db, { gateId: place, actor: actor.id }, async (tx) => {
    const gone = await tx
      .delete(reportSubscription)
      .where(
        and(
          eq(reportSubscription.gateId, place),
          eq(reportSubscription.subscriptionId, subscriptionId),
          eq(reportSubscription.personId, actor.id),
        ),
      )
      .returning({ id: reportSubscription.subscriptionId });
    if (gone.length === 0) return err('AP-NONE');
    await tx
      .delete(reportDelivery)
      .where(and(eq(reportDelivery.gateId, place), eq(reportDelivery.subscriptionId, subscriptionId)));
    return ok(null);
  });
}
