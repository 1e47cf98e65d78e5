import { and, eq, or } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { oneOf } from '@/db/one-of';
import { incident as incidentTable } from '@/db/schema/incident';
import type { CrossingId, EventId, GateId } from '@/domain/shared/identity';
import { sameJson } from '@/domain/sync/canonical-json';
import type { GateEvent } from '@/domain/sync/event';
import type { Incident } from '@/domain/sync/incident';
import { withResolutions } from '@/domain/sync/resolutions';
import { readResolutions } from './resolutions';

export type IncidentRow = Omit<typeof incidentTable.$inferSelect, 'change'>;

export type IncidentNews = {
  readonly gateId: GateId;
  /** Crossings whose incidents `found` lists completely. */
  readonly crossings: readonly CrossingId[];
  readonly found: readonly Incident[];
  readonly raised: readonly Incident[];
  /** Ids that no longer hold although no fold says so. */
  readonly withdrawn: readonly string[];
  /** Events that contradict nothing (IN-4); they are of `crossings`, and so is what was raised about them. */
  readonly sound?: ReadonlySet<EventId>;
  /** Events about to enter the log: a resolution may be among them. */
  readonly arriving: readonly GateEvent[];
  /** ms since the epoch. */
  readonly now: number;
};

/**
 * Rows that must be written so that the incidents are what the log says: new ones, changed ones, those that no longer
 * hold (an event was undone), those just resolved. Called under the head's lock.
 */
export async function incidentChanges(tx: Transaction, news: IncidentNews): Promise<readonly IncidentRow[]> {
  const spokenOf = news.arriving.flatMap((one) =>
    one.type === 'incident.resolved' ? one.body.incident : [],
  );
  const ids = [
    ...new Set([
      ...news.found.map((one) => one.id),
      ...news.raised.map((one) => one.id),
      ...news.withdrawn,
      ...spokenOf,
    ]),
  ];
  if (ids.length === 0 && news.crossings.length === 0) return [];
  const stored = await readStored(tx, news, ids);
  const wanted = wantedRows(news, stored, spokenOf);
  if (wanted.length === 0) return [];
  const resolutions = await readResolutions(
    tx,
    news.gateId,
    wanted.map((row) => row.id),
    news.arriving,
  );
  const before = new Map(stored.map((row) => [row.id, row]));
  return wanted
    .map((row) => {
      const [incident = row.incident] = withResolutions([row.incident], resolutions);
      return { ...row, incident, resolvedAt: incident.resolved?.at ?? null };
    })
    .filter((row) => {
      const held = before.get(row.id);
      return held === undefined || !sameJson(held, row);
    });
}

async function readStored(
  tx: Transaction,
  news: IncidentNews,
  ids: readonly string[],
): Promise<readonly IncidentRow[]> {
  const rows = await tx
    .select()
    .from(incidentTable)
    .where(
      and(
        eq(incidentTable.gateId, news.gateId),
        or(oneOf(incidentTable.crossingId, news.crossings), oneOf(incidentTable.id, ids)),
      ),
    );
  return rows.map(({ change: _, ...row }) => row);
}

/** Pure: what the rows of `ids` and `crossings` shall be, before resolutions. */
export function wantedRows(
  news: IncidentNews,
  stored: readonly IncidentRow[],
  spokenOf: readonly string[],
): readonly IncidentRow[] {
  const rows = new Map<string, IncidentRow>();
  const crossings = new Set<string | null>(news.crossings);
  const held = new Map(stored.map((row) => [row.id, row]));
  for (const one of stored) {
    const goneNow = one.origin === 'fold' ? crossings.has(one.crossingId) : isSettled(one, news);
    if (goneNow && one.withdrawnAt === null) rows.set(one.id, { ...one, withdrawnAt: news.now });
    else if (spokenOf.includes(one.id)) rows.set(one.id, one);
  }
  for (const incident of news.raised) {
    const before = held.get(incident.id);
    if (before === undefined || before.withdrawnAt !== null)
      rows.set(incident.id, rowOf(incident, 'exchange'));
  }
  for (const incident of news.found) rows.set(incident.id, rowOf(incident, 'fold'));
  return [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

const isSettled = ({ id, incident }: IncidentRow, { withdrawn, sound }: IncidentNews): boolean =>
  withdrawn.includes(id) ||
  (incident.kind === 'verdict-differs' && incident.events.some((event) => sound?.has(event)));

export function rowOf(incident: Incident, origin: IncidentRow['origin']): IncidentRow {
  const { gateId, id, kind, severity, crossingId, at } = incident;
  const resolvedAt = incident.resolved?.at ?? null;
  return { gateId, id, origin, kind, severity, crossingId, at, resolvedAt, withdrawnAt: null, incident };
}
