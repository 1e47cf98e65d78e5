import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import { openDatabase } from '@/db/client';
import { startEmbeddedPostgres } from '@/db/embedded/start-postgres';
import { appUrl, migrateDatabase } from '@/db/migrate';
import { type CrossingId, crossingIdSchema, gateIdSchema } from '@/domain/shared/identity';
import { HOUR_MS, hourOf } from '@/domain/slot/slot';
import { takeSlot } from '@/server/slot/take-slot';

const HN = gateIdSchema.parse('HN');
const PASSWORD = 'bench';

/** Slots of one gate, and the same rows in a table of their own for the bare statement. */
export type Rush = {
  /** Fresh rows and vehicles; what each of them wants. */
  readonly prepare: (people: number, places: number) => Promise<readonly Press[]>;
  /** Everybody presses at one moment; ms until the last is answered. */
  readonly book: (presses: readonly Press[], wait: boolean) => Promise<Rushed>;
  /** The same number of bare conditional updates on the same rows; ms. */
  readonly raw: (presses: readonly Press[]) => Promise<number>;
  /** Places beyond what was given out, counted from the places themselves and from the counters. */
  readonly overbooked: () => Promise<number>;
  readonly stop: () => Promise<void>;
};
export type Press = { readonly crossingId: CrossingId; readonly hourStart: number };
export type Rushed = {
  readonly ms: number;
  readonly booked: number;
  readonly waits: number;
  /** From the moment all pressed to each one's answer, ms. */
  readonly answeredMs: readonly number[];
};

export async function startRush(options: {
  readonly hours: number;
  readonly nodes: number;
  readonly connections: number;
}): Promise<Rush> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gate-rush-'));
  await chmod(dataDir, 0o755);
  // Durable, as at work: a place that was told is on the disk.
  const cluster = await startEmbeddedPostgres({ dataDir });
  await migrateDatabase(cluster.url, { appPassword: PASSWORD });
  const owner = postgres(cluster.url, { max: options.connections, onnotice: () => undefined });
  const nodes = Array.from({ length: options.nodes }, () =>
    openDatabase(appUrl(cluster.url, PASSWORD), { max: 10 }),
  );
  await owner`create table raw_slot (like slot including all)`;
  const now = Date.now();
  const hourNo = (n: number) => hourOf(now) + (n + 1) * HOUR_MS;

  return {
    prepare: async (people, places) => {
      await owner`truncate slot, raw_slot, slot_firm, slot_place, slot_record, crossing`;
      const rows = Array.from({ length: options.hours }, (_, n) => ({
        gate_id: HN,
        direction: 'export',
        class: 'perishable',
        hour_start: hourNo(n),
        capacity: places,
        limited_by: 'gate',
        released: Math.floor(places / options.hours) + (n < places % options.hours ? 1 : 0),
        booked: 0,
      }));
      await owner`insert into slot ${owner(rows)}`;
      await owner`insert into raw_slot ${owner(rows)}`;
      const presses = Array.from({ length: people }, (_, n) => ({
        crossingId: crossingIdSchema.parse(uuidv7()),
        hourStart: hourNo(n % options.hours),
      }));
      const crossings = presses.map(({ crossingId }, n) => ({
        gate_id: HN,
        crossing_id: crossingId,
        direction: 'export',
        goods_class: 'perishable',
        plate: `P${n}`,
        plate_key: `P${n}`,
        firm_id: `firm ${n % Math.max(1, Math.floor(people / 2))}`,
        declared_at: now,
      }));
      for (let at = 0; at < crossings.length; at += 1000)
        await owner`insert into crossing ${owner(crossings.slice(at, at + 1000))}`;
      await owner`vacuum analyze`;
      return presses;
    },
    book: async (presses, wait) => {
      const begun = performance.now();
      const answered = await Promise.all(
        presses.map(async ({ crossingId, hourStart }, n) => {
          const node = nodes[n % nodes.length];
          if (node === undefined) throw new Error('no node');
          const result = await takeSlot(
            { db: node.db, clock: { now: () => now }, actor: SOMEBODY },
            { gateId: HN, crossingId, hourStart, untilHour: hourStart, wait },
          );
          if (!result.ok) throw new Error(result.error);
          return { kind: result.value.kind, ms: performance.now() - begun };
        }),
      );
      const count = (kind: string) => answered.filter((each) => each.kind === kind).length;
      return {
        ms: performance.now() - begun,
        booked: count('booked'),
        waits: count('waits'),
        answeredMs: answered.map(({ ms }) => ms),
      };
    },
    raw: async (presses) => {
      const left = [...presses];
      const begun = performance.now();
      const lane = async () => {
        for (let press = left.pop(); press !== undefined; press = left.pop())
          await owner`update raw_slot set booked = booked + 1
            where gate_id = ${HN} and direction = 'export' and class = 'perishable'
              and hour_start = ${press.hourStart} and booked < released`;
      };
      await Promise.all(Array.from({ length: options.connections }, lane));
      return performance.now() - begun;
    },
    overbooked: async () => {
      const [row] = await owner<{ over: number }[]>`
        select coalesce(sum(greatest(0, held - released) + abs(held - booked)), 0)::int as over from (
          select s.released, s.booked, (select count(*) from slot_place p where p.gate_id = s.gate_id
            and p.direction = s.direction and p.class = s.class and p.hour_start = s.hour_start
            and p.state = 'booked') as held
          from slot s) as counted`;
      return row?.over ?? Number.NaN;
    },
    stop: async () => {
      await Promise.all([owner.end(), ...nodes.map((node) => node.close())]);
      await cluster.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const SOMEBODY = {
  kind: 'person',
  id: randomUUID(),
  role: 'declarant',
  gateId: null,
  agency: null,
  firmId: null,
} as const;
