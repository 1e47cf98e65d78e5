/**
 * One country's installation in a process of its own: its database, its keys, its zone. It speaks with the world over the
 * process channel and with the other country over HTTP alone.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { EVERY_GATE, inGate, openDatabase } from '@/db/client';
import { startEmbeddedPostgres } from '@/db/embedded/start-postgres';
import { appUrl, migrateDatabase } from '@/db/migrate';
import { neighbourInbox, neighbourLink, neighbourOutbox } from '@/db/schema/neighbour';
import { instantIn } from '@/domain/flow/zones';
import { sourceSchema } from '@/domain/neighbour/cloud-event';
import { gateSchema } from '@/domain/neighbour/content';
import { fingerprintOf } from '@/domain/neighbour/fingerprint';
import { flowOf } from '@/domain/neighbour/statement';
import { toBase64url } from '@/domain/shared/base64url';
import { gateIdSchema } from '@/domain/shared/identity';
import { environmentOf } from '@/server/env';
import { neighbourDoor } from '@/server/http/neighbour-door';
import { neighbourTurn } from '@/server/jobs/neighbour-jobs';
import { sideOf } from '@/server/neighbour/current-link';
import type { Link } from '@/server/neighbour/link';
import { lastSaid } from '@/server/neighbour/outbox';
import { openOwnKeys } from '@/server/neighbour/own-keys';
import { recordStatement } from '@/server/neighbour/record-statement';
import { heardOf } from '@/server/neighbour/take-in';
import { confirmKey, offerKey } from '@/server/neighbour/their-keys';
import { makeGateDay } from './gate-day';
import type { Hello, Order, State } from './orders';

const HN = gateIdSchema.parse('HN');
const TURN_EVERY_MS = 20_000;
const PASSWORD = 'pair';

type Settings = {
  readonly dataDir: string;
  readonly source: string;
  readonly other: string;
  readonly origin: string;
  readonly at: number;
};

async function main(settings: Settings): Promise<void> {
  const clock = { at: settings.at };
  const now = () => clock.at;
  const postgres = await startEmbeddedPostgres({ dataDir: settings.dataDir, forgetful: true });
  await migrateDatabase(postgres.url, { appPassword: PASSWORD });
  const { db, close } = openDatabase(appUrl(postgres.url, PASSWORD), { max: 6 });
  const side = sideOf(
    environmentOf({
      PUBLIC_ORIGIN: settings.origin,
      NEIGHBOUR_SELF: settings.source,
      NEIGHBOUR_OTHER: settings.other,
    }),
  );
  const keys = await openOwnKeys(join(settings.dataDir, 'link'));
  const held: { link: Link } = { link: { ...side, db, now, keys } };
  const day = makeGateDay(db, HN, now);
  const door = neighbourDoor({ link: async () => held.link });
  const server = createServer((request, response) => void door(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const answer = async (order: Order): Promise<unknown> => {
    switch (order.do) {
      case 'introduce': {
        clock.at = order.at;
        held.link = { ...held.link, url: order.url };
        const source = sourceSchema.parse(order.source);
        const keyId = await offerKey(db, { source, publicKey: order.publicKey }, now());
        const asked = {
          source,
          keyId: keyId ?? '',
          fingerprint: order.fingerprint,
          by: 'two people on the telephone',
        };
        return (await confirmKey(db, asked, now())).ok;
      }
      case 'minute': {
        clock.at = order.at;
        return day.minute(order);
      }
      case 'resume':
        clock.at = order.at;
        return day.resume(order);
      case 'hear':
        clock.at = order.at;
        return hear(held.link, order);
      case 'say':
        clock.at = order.at;
        return neighbourTurn(held.link, TURN_EVERY_MS, [HN]);
      case 'state':
        return state(held.link);
      case 'end':
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
        await close();
        await postgres.stop();
        return null;
    }
  };
  let turn: Promise<unknown> = Promise.resolve();
  process.on('message', ({ id, order }: { id: number; order: Order }) => {
    turn = turn
      .then(() => answer(order))
      .then(
        (value) => process.send?.({ id, value }),
        (error: unknown) =>
          process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : 'unknown' }),
      )
      .then(() => {
        if (order.do === 'end') process.disconnect();
      });
  });
  const { publicKey } = await keys.current();
  const hello: Hello = {
    port: (server.address() as AddressInfo).port,
    source: settings.source,
    publicKey: toBase64url(publicKey),
    fingerprint: fingerprintOf(publicKey),
  };
  process.send?.({ id: 0, value: hello });
}

async function hear(link: Link, { at, perHour, until }: Extract<Order, { do: 'hear' }>): Promise<boolean> {
  const period = {
    from: instantIn(at, link.own.zone),
    until: instantIn(until, link.own.zone),
    offered: { perHour, byClass: {} },
    actual: null,
  };
  const flow = flowOf('export', link.own.country);
  const said = { gate: gateSchema.parse('HN'), flow, periods: [period] };
  const content = { kind: 'acceptance' as const, said };
  const told = { saidAt: at, toldBy: 'agreement of both sides', channel: 'letter', note: null } as const;
  return (await recordStatement(link, { gateId: HN, content, by: 'shift', ...told })).ok;
}

async function state(link: Link): Promise<State> {
  const [said, heard] = [await lastSaid(link), await heardOf(link)];
  return inGate(link.db, { gateId: EVERY_GATE, actor: null }, async (tx) => {
    const out = await tx.select({ id: neighbourOutbox.eventId }).from(neighbourOutbox);
    const came = await tx.select({ id: neighbourInbox.eventId }).from(neighbourInbox);
    const links = await tx.select().from(neighbourLink);
    const theirs = links.find(({ source }) => source === link.other.source);
    return {
      said,
      heard,
      saidIds: out.map(({ id }) => id),
      heardIds: [...new Set(came.map(({ id }) => id))],
      heardAt: theirs?.heardAt ?? null,
    };
  });
}

main(JSON.parse(process.argv[2] ?? '{}') as Settings).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
