import { and, eq, isNull } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { type Database, inGate } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { decide } from '@/domain/flow/decide';
import { gateById } from '@/domain/gate/gates';
import { genericProcess } from '@/domain/process/generic-process';
import { processFor } from '@/domain/process/standard-processes';
import { type CrossingId, crossingIdSchema, type GateId, stepIdSchema } from '@/domain/shared/identity';
import type { Agency, Direction } from '@/domain/shared/vocabulary';
import type { EventDraft } from '@/domain/sync/event';
import { sealPersonal } from '@/server/crossing/seal-personal';
import { callVehicles } from '@/server/flow/call-vehicles';
import { currentPlan } from '@/server/flow/read-flow-plan';
import { readSituation } from '@/server/flow/read-situation';
import { insertPlan } from '@/server/flow/write-flow-plan';
import { centreDraft } from '@/server/log/centre-draft';
import { recordEvents } from '@/server/log/record-events';
import type { Arrival, Minute, Order, Vehicle } from './orders';

const MINUTE = 60_000;
const CALL_EVERY_MS = 10 * MINUTE;
/** From the call to the gate, and from there until ready for the line. */
const TRAVEL_MS = 15 * MINUTE;
const SERVICE_MS = 8 * MINUTE;
const ACTOR = {
  kind: 'person',
  id: 'shift',
  role: 'supervisor',
  gateId: null,
  agency: null,
  firmId: null,
} as const;

type Passing = Vehicle & {
  readonly direction: Direction;
  readonly calledAt: number;
  insideAt: number | null;
};

/** The people of one gate through a day: they see only what their own installation says, and the vehicles before them. */
export function makeGateDay(db: Database, gateId: GateId, now: () => number) {
  let passing: Passing[] = [];
  const known = new Map<string, CrossingId>();
  const record = (drafts: readonly EventDraft[], at = now()) =>
    drafts.length === 0
      ? Promise.resolve()
      : inGate(db, { gateId, actor: ACTOR.id }, async (tx) => {
          await recordEvents(tx, gateId, drafts, at);
        });
  const tick = (crossingId: CrossingId, direction: Direction, step: string, agency: Agency): EventDraft => ({
    ...centreDraft(gateId, { crossingId, direction, actor: ACTOR.id }),
    agency,
    step: stepIdSchema.parse(step),
    type: 'step.confirmed',
    body: { note: null },
  });

  async function declare(
    direction: Direction,
    plate: string,
    driver: { readonly driver: string; readonly idNumber: string } | null,
    at = now(),
  ): Promise<CrossingId> {
    const crossingId = crossingIdSchema.parse(uuidv7({ msecs: at }));
    known.set(plate, crossingId);
    const gate = gateById(gateId);
    const process =
      processFor([], gateId, direction, 'loaded') ?? (gate && genericProcess(gate, direction, 'loaded'));
    if (process === null) throw new Error('no process');
    await inGate(db, { gateId, actor: ACTOR.id }, async (tx) => {
      const personal =
        driver === null
          ? null
          : { driverName: driver.driver, driverIdNumber: driver.idNumber, driverPhone: null, note: null };
      const sealed = personal === null ? null : await sealPersonal(tx, gateId, crossingId, personal, at);
      const declared: EventDraft = {
        ...centreDraft(gateId, { crossingId, direction, actor: ACTOR.id, sealed }),
        type: 'crossing.declared',
        body: {
          process: { id: process.id, version: process.version },
          kind: 'loaded',
          route: null,
          binding: { plate, trailer: null, container: null, seal: null, customsDeclaration: null },
          rawPlate: plate,
          firm: { id: 'pair', name: 'Công ty TNHH Kỳ Lừa', taxCode: '4900123456' },
          goods: { class: 'perishable', name: 'Sầu riêng', hsCode: null, grossWeightKg: 19_000 },
          plannedArrivalAt: null,
          regime: null,
        },
      };
      await recordEvents(tx, gateId, [declared], at);
    });
    return crossingId;
  }

  const arrive = async ({ plate, ...driver }: Arrival, at = now()): Promise<void> => {
    const crossingId = await declare('export', plate, driver, at);
    await record([tick(crossingId, 'export', 'staging-arrival', 'yard')], at);
  };

  /**
   * After a start, from an older copy perhaps, people bring the installation to what they see, each thing at the time at which it
   * was: who came since is written down, who is gone leaves it, and whoever was called goes on.
   */
  async function resume({ here, line, gone }: Extract<Order, { do: 'resume' }>): Promise<null> {
    const held = await readHeld();
    for (const { crossingId, plate } of held.values()) known.set(plate, crossingId);
    const work: { readonly at: number; readonly do: () => Promise<unknown> }[] = [];
    const present = new Set(here.map(({ plate }) => plate));
    const left = new Map(gone.map(({ plate, at }) => [plate, at]));
    const ready = ({ crossingId, insideAt, stage }: Held, at: number) => {
      if (stage === 'line') return;
      const [entered, served] = [at - 2 * SERVICE_MS, at - MINUTE];
      if (insideAt === null)
        work.push({ at: entered, do: () => record(entry(crossingId, 'export'), entered) });
      work.push({ at: served, do: () => record(service(crossingId, 'export'), served) });
    };
    for (const row of held.values()) {
      if (present.has(row.plate)) continue;
      const at = left.get(row.plate) ?? now();
      ready(row, at);
      work.push({ at, do: () => record([exit(row.crossingId)], at) });
    }
    passing = [];
    for (const each of here) {
      const row = held.get(each.plate);
      if (row === undefined) work.push({ at: each.cameAt, do: () => arrive(each, each.cameAt) });
      else if (!line.includes(each.plate) && row.stage !== 'staging')
        passing.push({ ...row, direction: 'export', calledAt: now() });
    }
    for (const each of work.toSorted((a, b) => a.at - b.at)) await each.do();
    work.length = 0;
    const standing = await readHeld();
    for (const plate of line) {
      const row = standing.get(plate);
      if (row !== undefined) ready(row, now());
    }
    for (const each of work.toSorted((a, b) => a.at - b.at)) await each.do();
    return null;
  }

  type Held = {
    readonly crossingId: CrossingId;
    readonly plate: string;
    readonly insideAt: number | null;
    readonly stage: string;
  };
  /** Of our exports those that are under way, by plate. */
  const readHeld = async (): Promise<ReadonlyMap<string, Held>> => {
    const rows = await inGate(db, { gateId, actor: ACTOR.id }, (tx) =>
      tx
        .select()
        .from(crossing)
        .where(and(eq(crossing.gateId, gateId), eq(crossing.direction, 'export'), isNull(crossing.endedAt))),
    );
    return new Map(
      rows.flatMap(({ crossingId, plate, insideAt, stage }) =>
        plate === null
          ? []
          : [[plate, { crossingId: crossingIdSchema.parse(crossingId), plate, insideAt, stage }]],
      ),
    );
  };

  const entry = (crossingId: CrossingId, direction: Direction): EventDraft[] =>
    (['border-guard', 'customs'] as const).map((agency) => tick(crossingId, direction, 'gate-entry', agency));
  const service = (crossingId: CrossingId, direction: Direction): EventDraft[] => [
    tick(crossingId, direction, 'medical-check', 'medical-quarantine'),
    tick(crossingId, direction, 'yard-in', 'customs'),
    tick(crossingId, direction, 'fee-paid', 'gate-centre'),
    tick(crossingId, direction, 'release-check', 'customs'),
  ];
  const exit = (crossingId: CrossingId): EventDraft =>
    tick(crossingId, 'export', 'line-exit', 'border-guard');
  async function setLanes(vehiclesPerHour: number): Promise<void> {
    await inGate(db, { gateId, actor: ACTOR.id }, async (tx) => {
      const { version, content } = await currentPlan(tx, gateId);
      const serves = (['export', 'import'] as const).map((direction) => ({
        direction,
        from: '00:00',
        to: '24:00',
      }));
      await insertPlan(tx, gateId, {
        version: version + 1,
        madeAt: now(),
        madeBy: ACTOR.id,
        reason: 'what the lanes do now',
        sameAs: null,
        content: {
          ...content,
          lanes: [{ name: '1', route: null, vehiclesPerHour, serves }],
          yards: content.yards.map((yard) => ({ ...yard, places: null, vehiclesPerHour: null })),
        },
      });
    });
  }

  async function move(): Promise<Vehicle[]> {
    const drafts: EventDraft[] = [];
    const ready: Vehicle[] = [];
    for (const each of passing) {
      const crossingId = crossingIdSchema.parse(each.crossingId);
      if (each.insideAt === null && now() >= each.calledAt + TRAVEL_MS) {
        each.insideAt = now();
        drafts.push(...entry(crossingId, each.direction));
      } else if (each.insideAt !== null && now() >= each.insideAt + SERVICE_MS) {
        drafts.push(...service(crossingId, each.direction));
        ready.push({ crossingId: each.crossingId, plate: each.plate });
      }
    }
    passing = passing.filter(({ crossingId }) => !ready.some((each) => each.crossingId === crossingId));
    await record(drafts);
    return ready;
  }

  return {
    resume,
    minute: async (order: Extract<Order, { do: 'minute' }>): Promise<Minute> => {
      if (order.lanesPerHour !== null) await setLanes(order.lanesPerHour);
      for (const each of order.arrive) await arrive(each);
      for (const plate of order.take) await record(entry(await declare('import', plate, null), 'import'));
      await record(
        order.leave.flatMap((plate) => {
          const crossingId = known.get(plate);
          return crossingId === undefined ? [] : [exit(crossingId)];
        }),
      );
      const ready = await move();
      const { directions } = await inGate(db, { gateId, actor: ACTOR.id }, (tx) =>
        readSituation(tx, gateId, now()),
      );
      const { acceptance, batch } = decide(directions.export);
      let called = 0;
      if (now() % CALL_EVERY_MS === 0 && batch.size > 0) {
        const count = Math.min(batch.size, directions.export.content.secondPersonFrom - 1);
        const context = { db, clock: { now }, actor: ACTOR };
        const outcome = await callVehicles(context, { gateId, direction: 'export', count, yard: 'Viettel' });
        if (outcome.ok) {
          called = outcome.value.vehicles.length;
          for (const each of outcome.value.vehicles)
            passing.push({ ...each, direction: 'export', calledAt: now(), insideAt: null });
        }
      }
      const { vehiclesPerHour, source } = acceptance;
      return { ready, called, takes: Math.round(vehiclesPerHour), source, batch: batch.size };
    },
  };
}
