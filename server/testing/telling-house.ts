import { randomUUID } from 'node:crypto';
import webPush from 'web-push';
import { passPush, tellingMessage } from '@/db/schema/telling';
import { type CrossingId, crossingIdSchema, type EventId, eventIdSchema } from '@/domain/shared/identity';
import type { EventDraft } from '@/domain/sync/event';
import { httpMessages } from '../connectors/messages/http-messages';
import {
  type SimulatedMessages,
  startSimulatedMessages,
} from '../connectors/messages/simulator/simulated-messages';
import type { PushPort } from '../connectors/push/push-port';
import { type SimulatedPush, startSimulatedPush } from '../connectors/push/simulator/simulated-push';
import { webPushPort } from '../connectors/push/web-push';
import type { VapidKey } from '../keys/vapid-key';
import { centreDraft } from '../log/centre-draft';
import { type Recorded, recordEvents } from '../log/record-events';
import { gather } from '../telling/gather';
import { type SendPorts, sendMessages } from '../telling/send-messages';
import { type ApiHouse, apiHouse, freshPlate, submission } from './api-house';
import { HN } from './gate-house';

export type Filed = {
  readonly crossingId: CrossingId;
  readonly passId: string;
  readonly token: string;
  readonly plate: string;
};
type OutboxRow = typeof tellingMessage.$inferSelect;

export type TellingHouse = ApiHouse & {
  readonly sms: SimulatedMessages;
  readonly service: SimulatedPush;
  readonly key: VapidKey;
  readonly push: PushPort;
  readonly ports: SendPorts;
  /** One look at the log, and one round of sending, at the house's clock. */
  readonly gather: () => Promise<number>;
  readonly send: () => Promise<number>;
  /** A declaration of the first firm. */
  readonly file: () => Promise<Filed>;
  readonly record: (...drafts: readonly EventDraft[]) => Promise<Recorded>;
  /** A call as the desk writes it. */
  readonly callUp: (vehicles: readonly Filed[], secondPersonFrom?: number) => Promise<EventId>;
  readonly recall: (call: EventId, vehicles: readonly Filed[]) => Promise<unknown>;
  /** The driver's browser asks to be told. */
  readonly driverPhone: (
    vehicle: Filed,
    locale?: 'vi' | 'zh',
  ) => Promise<ReturnType<SimulatedPush['subscribe']>>;
  readonly outbox: (where?: Partial<OutboxRow>) => Promise<readonly OutboxRow[]>;
};

/** A centre with a provider of messages and a push service, both over real HTTP. */
export async function tellingHouse(): Promise<TellingHouse> {
  const house = await apiHouse();
  const sms = await startSimulatedMessages({ port: 0, token: null });
  const service = await startSimulatedPush({ port: 0 });
  const key = webPush.generateVAPIDKeys();
  const push = webPushPort({
    key,
    contact: 'mailto:gate@gate.example',
    timeoutMs: 10_000,
    others: [service.url],
  });
  const ports: SendPorts = {
    db: house.database.app,
    accounts: house.accounts,
    messages: httpMessages({ url: sms.url, token: null, timeoutMs: 10_000 }),
    push,
    origin: 'https://gate.example',
    now: () => house.clock.at,
    leaseMs: 60_000,
    chance: () => 0.5,
  };
  const ways = { push: true, email: true, sms: true };
  const look = () => gather({ ...ports, ways }, HN, { looksAtTurns: false });
  // What was before the first look is told to nobody.
  await look();
  const record = (...drafts: readonly EventDraft[]) =>
    house.gate((tx) => recordEvents(tx, HN, drafts, house.clock.at));
  const about = { ...centreDraft(HN, { direction: 'export', actor: 'caller' }) };
  return {
    ...house,
    sms,
    service,
    key,
    push,
    ports,
    gather: look,
    send: () => sendMessages(ports),
    record,
    file: async () => {
      const issued = await house.call(house.people.declarant).declaration.submit({
        submission: submission({ plate: freshPlate() }),
        clientKey: randomUUID(),
      });
      if (issued.kind !== 'issued') throw new Error('not issued');
      return { ...issued, crossingId: crossingIdSchema.parse(issued.crossingId) };
    },
    callUp: async (vehicles, secondPersonFrom = 50) => {
      const allocations = vehicles.map(({ crossingId }, position) => ({
        crossingId,
        class: 'ordinary' as const,
        placeAt: house.clock.at,
        spoilsAt: null,
        rank: 'place' as const,
        turn: 'ordinary' as const,
        position,
        turnsInRound: 8,
      }));
      const body = { yard: 'Y', secondPersonFrom, allocations, next: 0 };
      const { events } = await record({ ...about, type: 'call.proposed', body });
      return eventIdSchema.parse(events[0]?.id);
    },
    recall: (call, vehicles) => {
      const crossingIds = vehicles.map(({ crossingId }) => crossingId);
      return record({ ...about, type: 'call.recalled', body: { call, crossingIds, reason: 'jam' } });
    },
    driverPhone: async ({ passId, crossingId }, locale = 'vi') => {
      const browser = service.subscribe(key.publicKey);
      const { endpoint, p256dh, auth } = browser;
      const of = { gateId: HN, passId, crossingId, revision: 0, locale, madeAt: house.clock.at };
      await house.gate((tx) =>
        tx.insert(passPush).values({ ...of, subscriptionId: randomUUID(), endpoint, p256dh, auth }),
      );
      return browser;
    },
    outbox: async (where = {}) => {
      const rows = await house.gate((tx) =>
        tx.select().from(tellingMessage).orderBy(tellingMessage.madeAt, tellingMessage.messageId),
      );
      return rows.filter((row) =>
        Object.entries(where).every(([name, value]) => Reflect.get(row, name) === value),
      );
    },
    close: async () => {
      await Promise.all([sms.stop(), service.stop()]);
      await house.close();
    },
  };
}
