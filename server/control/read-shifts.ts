import { inArray, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Database, Transaction } from '@/db/client';
import { person } from '@/db/schema/account';
import { event } from '@/db/schema/event';
import type { GateId } from '@/domain/shared/identity';

/** The shift that is open on a tablet as far as the centre has heard. */
export type OpenShift = {
  readonly officerId: string;
  /** Null for an account that is gone. */
  readonly officer: string | null;
  /** Server clock, ms: when the centre heard of it. */
  readonly heardAt: number;
  /** After a day without the centre: how long, and who stood by. */
  readonly silentMs: number | null;
  readonly hasSecond: boolean;
};

const rowSchema = z.object({
  device: z.uuid(),
  type: z.string(),
  actor: z.string().nullable(),
  second: z.string().nullable(),
  silent: z.coerce.number().nullable(),
  at: z.coerce.number(),
});

/** Of each tablet the last word on its shift: one step of an index per tablet, however long the log. */
export async function readShifts(
  tx: Transaction,
  accounts: Database,
  gateId: GateId,
  devices: readonly string[],
): Promise<ReadonlyMap<string, OpenShift>> {
  if (devices.length === 0) return new Map();
  const ids = sql.join(
    devices.map((id) => sql`(${id}::uuid)`),
    sql`, `,
  );
  const found = await tx.execute(sql`
    select last.* from (values ${ids}) as tablet (id), lateral (
      select ${event.device} as device, ${event.type} as type, ${event.event} ->> 'actor' as actor,
        ${event.event} -> 'body' ->> 'second' as second, ${event.event} -> 'body' ->> 'silentMs' as silent,
        ${event.recordedAt} as at
      from ${event}
      where ${event.gateId} = ${gateId} and ${event.device} = tablet.id
        and ${event.type} in ('shift.opened', 'shift.ended')
      order by ${event.seq} desc limit 1
    ) as last`);
  const open = z
    .array(rowSchema)
    .parse([...found])
    .filter(({ type, actor }) => type === 'shift.opened' && actor !== null);
  const names = await namesOf(
    accounts,
    open.flatMap(({ actor }) => actor ?? []),
  );
  return new Map(
    open.map(({ device, actor, second, silent, at }) => [
      device,
      {
        officerId: actor ?? '',
        officer: names.get(actor ?? '') ?? null,
        heardAt: at,
        silentMs: silent,
        hasSecond: second !== null,
      },
    ]),
  );
}

async function namesOf(accounts: Database, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const real = [...new Set(ids)].filter((id) => z.uuid().safeParse(id).success);
  if (real.length === 0) return new Map();
  const rows = await accounts
    .select({ id: person.id, name: person.name })
    .from(person)
    .where(inArray(person.id, real));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
