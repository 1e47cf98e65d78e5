import { and, desc, eq } from 'drizzle-orm';
import { inGate } from '@/db/client';
import { oneOf } from '@/db/one-of';
import { person } from '@/db/schema/account';
import { telling, tellingMessage } from '@/db/schema/telling';
import { crossingIdSchema, type GateId } from '@/domain/shared/identity';
import type { DeliveryState } from '@/domain/telling/delivery';
import type { Channel, TellingKind } from '@/domain/telling/telling-kind';
import type { Context } from '../api/context';
import type { PersonContext } from '../control/person-context';
import { driverMobile, pushesOf, readToldCrossings } from './reach';

/** What was told about a vehicle, to whom, and how it fared; times in ms. */
export type Deliveries = {
  readonly tellings: readonly {
    readonly id: string;
    readonly kind: TellingKind;
    readonly at: number;
    readonly values: Readonly<Record<string, string | number>>;
    /** Without their ids: by these a phone says that it has shown them, and nobody else may. */
    readonly messages: readonly {
      /** Null: the driver, whose name nobody needs here. */
      readonly name: string | null;
      readonly channel: Channel | 'inbox';
      readonly state: DeliveryState;
      readonly dueAt: number;
      readonly sentAt: number | null;
      readonly deliveredAt: number | null;
      readonly openedAt: number | null;
    }[];
  }[];
  /** Whether there is a way to the driver at all. */
  readonly driver: { readonly phones: number; readonly hasNumber: boolean };
};

const MOST = 40;

/** For the firm and for the gate's supervisors alike: was the driver told, by what, when, was it opened (TE-8). */
export async function readDeliveries(
  { db, accounts, actor }: PersonContext & Pick<Context, 'accounts'>,
  input: { readonly gateId: GateId; readonly crossingId: string },
): Promise<Deliveries> {
  const { gateId } = input;
  const crossingId = crossingIdSchema.parse(input.crossingId);
  const { tellings, messages, driver } = await inGate(db, { gateId, actor: actor.id }, async (tx) => {
    const told = await tx
      .select()
      .from(telling)
      .where(and(eq(telling.gateId, gateId), eq(telling.crossingId, crossingId)))
      .orderBy(desc(telling.at), desc(telling.tellingId))
      .limit(MOST);
    const sent = await tx
      .select()
      .from(tellingMessage)
      .where(and(eq(tellingMessage.gateId, gateId), eq(tellingMessage.crossingId, crossingId)))
      .orderBy(tellingMessage.madeAt, tellingMessage.messageId);
    const of = (await readToldCrossings(tx, gateId, [crossingId])).get(crossingId);
    const hasNumber = (await driverMobile(tx, gateId, crossingId)) !== null;
    return {
      tellings: told,
      messages: sent,
      driver: { phones: of === undefined ? 0 : pushesOf(of, of.passId).length, hasNumber },
    };
  });
  const idOf = (recipient: string) => recipient.split(' ')[1] ?? '';
  const people = messages.filter(({ recipient }) => recipient.startsWith('person'));
  const names =
    people.length === 0
      ? []
      : await accounts
          .select({ id: person.id, name: person.name })
          .from(person)
          .where(oneOf(person.id, [...new Set(people.map(({ recipient }) => idOf(recipient)))]));
  const nameOf = new Map(names.map(({ id, name }) => [id, name]));
  return {
    driver,
    tellings: tellings.map(({ tellingId, kind, at, values }) => ({
      id: tellingId,
      kind,
      at,
      values,
      messages: messages
        .filter((message) => message.tellingId === tellingId)
        .map(({ recipient, channel, state, dueAt, sentAt, deliveredAt, openedAt }) => ({
          name: recipient.startsWith('driver') ? null : (nameOf.get(idOf(recipient)) ?? ''),
          channel,
          state,
          dueAt,
          sentAt,
          deliveredAt,
          openedAt,
        })),
    })),
  };
}
