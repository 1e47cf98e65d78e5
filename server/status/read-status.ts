import { and, gte, inArray, ne, sql } from 'drizzle-orm';
import { EVERY_GATE, inGate, type Transaction } from '@/db/client';
import { feed } from '@/db/schema/release';
import { tellingMessage } from '@/db/schema/telling';
import { allGates, openGates } from '@/domain/gate/gates';
import { leastIdOf } from '@/domain/shared/uuid-time';
import { linkState, type ServiceStatus, type StatusLink } from '@/domain/status/status';
import type { Context } from '../api/context';
import { BANK_FEED } from '../connectors/bank/pull-credits';
import { FEED as CUSTOMS_FEED } from '../connectors/vasscm/pull-gate';
import type { Environment } from '../env';

type Ports = Pick<Context, 'db' | 'clock' | 'board'>;
type Moments = { readonly lastGoodAt: number | null; readonly lastBadAt: number | null };

/** Thousands may ask at once when something is wrong: one look serves them for so long. */
const KEPT_MS = 5_000;
/** Messages that tell how their way stands. */
const LOOK_BACK_MS = 24 * 3_600_000;
const kept = new WeakMap<object, { readonly at: number; readonly status: Promise<ServiceStatus> }>();

/** For everybody: is it up, how old is what it knows, how do its links stand, who works on paper (TE-13). No figure of anybody's. */
export function readStatus(
  ports: Ports,
  settings: Pick<Environment, 'VASSCM_URL' | 'BANK_URL' | 'MESSAGES_URL'>,
): Promise<ServiceStatus> {
  const now = ports.clock.now();
  const known = kept.get(ports.db);
  if (known !== undefined && now >= known.at && now - known.at < KEPT_MS) return known.status;
  const status = makeStatus(ports, settings, now);
  kept.set(ports.db, { at: now, status });
  // A look that failed is not kept for the next who asks.
  status.catch(() => kept.delete(ports.db));
  return status;
}

async function makeStatus(
  { db, board }: Ports,
  settings: Parameters<typeof readStatus>[1],
  now: number,
): Promise<ServiceStatus> {
  const [gates, moments] = await Promise.all([
    Promise.all(openGates().map(({ code }) => board.snapshot(code))),
    inGate(db, { gateId: EVERY_GATE, actor: null }, (tx) => readMoments(tx, now)),
  ]);
  const link = (name: StatusLink, isSetUp: boolean) => {
    const { lastGoodAt, lastBadAt } = moments.get(name) ?? { lastGoodAt: null, lastBadAt: null };
    return { link: name, state: linkState({ isSetUp, lastGoodAt, lastBadAt }), lastGoodAt };
  };
  return {
    at: now,
    links: [
      link('customs', settings.VASSCM_URL !== undefined),
      link('bank', settings.BANK_URL !== undefined),
      link('messages', settings.MESSAGES_URL !== undefined),
      link('push', true),
    ],
    gates: gates.map(({ gateId, newestEventAt, paperSince }) => ({
      gateId,
      newestAt: newestEventAt,
      paperSince,
    })),
  };
}

async function readMoments(tx: Transaction, now: number): Promise<ReadonlyMap<StatusLink, Moments>> {
  const feeds = await tx
    .select({ name: feed.name, good: feed.answeredAt, tried: feed.triedAt, failures: feed.failures })
    .from(feed);
  const isText = sql<boolean>`${tellingMessage.channel} in ('sms', 'email')`;
  const ways = await tx
    .select({
      isText,
      good: sql<string | null>`max(${tellingMessage.sentAt})`,
      // Whose fault is the other side's: not that somebody has no number any more.
      bad: sql<string | null>`max(${tellingMessage.nextAt}) filter (where ${tellingMessage.sentAt} is null
        and ${tellingMessage.fault} ~ '^(unreachable|unsure|busy|not-)' and ${tellingMessage.nextAt} <= ${now + LOOK_BACK_MS})`,
    })
    .from(tellingMessage)
    .where(
      and(
        // The key of a gate's messages begins with their time: two months of them are not read for a day.
        inArray(
          tellingMessage.gateId,
          allGates().map(({ code }) => code),
        ),
        gte(tellingMessage.messageId, leastIdOf(now - LOOK_BACK_MS)),
        ne(tellingMessage.channel, 'inbox'),
      ),
    )
    .groupBy(isText);
  const latest = (values: readonly (number | null)[]): number | null =>
    values.reduce<number | null>(
      (max, value) => (value === null ? max : Math.max(max ?? value, value)),
      null,
    );
  const ofFeed = (name: string): Moments => {
    const own = feeds.filter((row) => row.name === name);
    return {
      lastGoodAt: latest(own.map(({ good }) => good)),
      // One gate that gets no answer is trouble, though another one gets its own.
      lastBadAt: own.some(({ failures }) => failures > 0) ? Number.POSITIVE_INFINITY : null,
    };
  };
  const ofWay = (wanted: boolean): Moments => {
    const row = ways.find((way) => way.isText === wanted);
    const at = (value: string | null | undefined) => (value == null ? null : Number(value));
    return { lastGoodAt: at(row?.good), lastBadAt: at(row?.bad) };
  };
  return new Map([
    ['customs', ofFeed(CUSTOMS_FEED)],
    ['bank', ofFeed(BANK_FEED)],
    ['messages', ofWay(true)],
    ['push', ofWay(false)],
  ]);
}
