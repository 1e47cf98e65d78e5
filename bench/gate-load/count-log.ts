import postgres from 'postgres';
import { runRebuild } from '@/scripts/gate/rebuild-command';

export type Counted = {
  /** Events of tablets in the log, and how many different ones. */
  readonly events: number;
  readonly distinct: number;
  readonly quarantined: number;
  readonly incidents: Readonly<Record<string, number>>;
  /** Devices whose acknowledgement is not their newest event. */
  readonly behind: number;
  /** `gate rebuild --check`. */
  readonly rebuild: string;
};

/** What the log holds afterwards, and whether its projections are what it says. */
export async function countLog(ownerUrl: string, say: (line: string) => void): Promise<Counted> {
  const sql = postgres(ownerUrl, { max: 1 });
  const [log] = await sql<{ events: number; distinct: number }[]>`
    select count(*)::int as events, count(distinct e.id)::int as distinct from event e
    join device d on d.gate_id = e.gate_id and d.device_id = e.device where d.kind = 'tablet'`;
  const [aside] = await sql<{ count: number }[]>`select count(*)::int as count from device_quarantine`;
  const [late] = await sql<{ count: number }[]>`
    select count(*)::int as count from device where kind = 'tablet' and ack_seq <> head_seq`;
  const kinds = await sql<{ kind: string; count: number }[]>`
    select kind, count(*)::int as count from incident where withdrawn_at is null group by kind`;
  await sql.end();
  const lines: string[] = [];
  await runRebuild(ownerUrl, { check: true }, { out: (line) => lines.push(line), err: say, now: Date.now });
  return {
    events: log?.events ?? 0,
    distinct: log?.distinct ?? 0,
    quarantined: aside?.count ?? 0,
    incidents: Object.fromEntries(kinds.map(({ kind, count }) => [kind, count])),
    behind: late?.count ?? 0,
    rebuild: lines.at(-1) ?? 'the check said nothing',
  };
}
