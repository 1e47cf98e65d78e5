import { openDatabase } from '@/db/client';
import { ask } from '@/e2e/fixtures/centre-log';
import { rebuildProjections } from '@/server/log/rebuild-projections';
import type { PushingTablet } from './pushing-tablets';

export type Audit = {
  /** Told to a tablet as being at the centre, and not there, or there with another hash. */
  readonly lost: number;
  /** A number of a device that stands in the log more than once, or an id that does. */
  readonly twice: number;
  readonly inQuarantine: number;
  readonly inLog: number;
  /** Chain of a gate: positions that are missing. */
  readonly holes: number;
};

type Row = { readonly device: string; readonly seq: number; readonly hash: string };

/** Holds the centre to what it told the tablets: acknowledged events, each once, with the hash that was sent. */
export async function auditAcknowledged(ownerUrl: string, tablets: readonly PushingTablet[]): Promise<Audit> {
  return auditUpTo(ownerUrl, tablets, ({ ledger }) =>
    Array.from({ length: ledger.acknowledged() }, (_, at) => at + 1),
  );
}

/** The same of everything a tablet said was recorded: after the last exchange. */
export async function auditRecorded(ownerUrl: string, tablets: readonly PushingTablet[]): Promise<Audit> {
  return auditUpTo(ownerUrl, tablets, ({ ledger }) => [...ledger.recorded]);
}

async function auditUpTo(
  ownerUrl: string,
  tablets: readonly PushingTablet[],
  wanted: (tablet: PushingTablet) => readonly number[],
): Promise<Audit> {
  const devices = tablets.map((tablet) => tablet.tablet.enrolment.device);
  // What was promised is read before the centre is asked: what is promised meanwhile is the next round's.
  const promised = tablets.map((tablet) => ({ tablet, seqs: wanted(tablet) }));
  return ask(ownerUrl, async (sql) => {
    const rows = await sql<Row[]>`
      select device, seq::int, hash from event where device = any(${devices}::uuid[])`;
    const [aside] = await sql<{ count: number }[]>`
      select count(*)::int from device_quarantine where device_id = any(${devices}::uuid[])`;
    const [gaps] = await sql<{ holes: number }[]>`
      select coalesce(sum(last - many), 0)::int as holes
      from (select max(position) as last, count(*) as many from event group by gate_id) as each_gate`;
    const [ids] = await sql<{ twice: number }[]>`
      select coalesce(sum(many - 1), 0)::int as twice
      from (select count(*) as many from event group by gate_id, id having count(*) > 1) as each_id`;
    const held = new Map(rows.map(({ device, seq, hash }) => [`${device}/${seq}`, hash]));
    let lost = 0;
    for (const { tablet, seqs } of promised)
      for (const seq of seqs)
        if (held.get(`${tablet.tablet.enrolment.device}/${seq}`) !== tablet.ledger.sent.get(seq)) lost += 1;
    return {
      lost,
      twice: rows.length - held.size + (ids?.twice ?? 0),
      inQuarantine: aside?.count ?? 0,
      inLog: rows.length,
      holes: gaps?.holes ?? 0,
    };
  });
}

/** Applied twice would show here: projections made anew from the log must be what stands there. */
export async function differencesAfterRebuild(
  ownerUrl: string,
  tablets: readonly PushingTablet[],
): Promise<number> {
  const { db, close } = openDatabase(ownerUrl, { max: 2 });
  try {
    let differences = 0;
    for (const gateId of new Set(tablets.map((tablet) => tablet.gateId))) {
      const rebuilt = await rebuildProjections(db, gateId, { mend: false, now: Date.now() });
      differences += rebuilt.differences.length;
    }
    return differences;
  } finally {
    await close();
  }
}
