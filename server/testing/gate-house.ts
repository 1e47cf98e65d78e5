import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { inGate, type Transaction } from '@/db/client';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { processFor } from '@/domain/process/standard-processes';
import { type CrossingId, crossingIdSchema, type GateId, gateIdSchema } from '@/domain/shared/identity';
import type { Binding, EventDraft } from '@/domain/sync/event';
import { sealPersonal } from '../crossing/seal-personal';
import { environmentOf } from '../env';
import type { Exchange } from '../exchange/answer-exchange';
import { type KeyRing, openKeyRing } from '../keys/key-ring';
import { centreDraft } from '../log/centre-draft';
import { recordEvents } from '../log/record-events';
import { sideOf } from '../neighbour/current-link';
import type { Link } from '../neighbour/link';
import { openOwnKeys } from '../neighbour/own-keys';
import { type IssuedPass, issuePass, type PassOrder } from '../pass/issue-pass';
import { FakeTablet } from './fake-tablet';

export const HN: GateId = gateIdSchema.parse('HN');
/** 22 November 2026, 09:00 in Hà Nội. */
export const MORNING = Date.UTC(2026, 10, 22, 2);

export type Declared = IssuedPass & { readonly crossingId: CrossingId; readonly order: PassOrder };

export type GateHouse = {
  readonly database: TestDatabase;
  readonly ring: KeyRing;
  /** Where its keys lie. */
  readonly dataDir: string;
  readonly exchange: Exchange;
  /** Our side of the link to the neighbour. */
  readonly neighbour: () => Promise<Link>;
  /** The centre's clock; tests move it. */
  readonly clock: { at: number };
  readonly gate: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;
  /** A loaded export with a pass, as E2's use case declares it. */
  readonly declare: (plate?: string) => Promise<Declared>;
  readonly tablet: (agency?: 'border-guard' | 'customs') => Promise<FakeTablet>;
  readonly close: () => Promise<void>;
};

/** A centre with an empty database, keys of its own and a clock that stands still. */
export async function gateHouse(): Promise<GateHouse> {
  const database = await testDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'gate-keys-'));
  const ring = await openKeyRing(dataDir);
  const clock = { at: MORNING };
  const gate = <T>(work: (tx: Transaction) => Promise<T>) =>
    inGate(database.app, { gateId: HN, actor: 'test' }, work);
  let plates = 10_000;
  return {
    database,
    ring,
    dataDir,
    clock,
    gate,
    neighbour: async () => ({
      ...sideOf(environmentOf({})),
      db: database.app,
      now: () => clock.at,
      keys: await openOwnKeys(dataDir),
    }),
    exchange: { db: database.app, ring: async () => ring, clock: { now: () => clock.at } },
    declare: (plate = `12C${++plates}`) => gate((tx) => declareCrossing(tx, ring, { plate, now: clock.at })),
    tablet: (agency = 'border-guard') => new FakeTablet(HN, agency, clock.at).enrol(database.app),
    close: async () => {
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export async function declareCrossing(
  tx: Transaction,
  ring: KeyRing,
  { plate, now }: { plate: string; now: number },
): Promise<Declared> {
  const crossingId = crossingIdSchema.parse(uuidv7());
  const binding: Binding = {
    plate,
    trailer: null,
    container: null,
    seal: null,
    customsDeclaration: '30820751810',
  };
  const personal = {
    driverName: 'Đỗ Hữu Cường',
    driverIdNumber: '027300723494',
    driverPhone: null,
    note: null,
  };
  const sealed = await sealPersonal(tx, HN, crossingId, personal, now);
  await recordEvents(tx, HN, [declaredDraft(crossingId, binding, sealed)], now);
  const order: PassOrder = {
    crossingId,
    direction: 'export',
    kind: 'loaded',
    goodsClass: 'perishable',
    binding,
    driver: personal.driverName,
    plannedArrivalAt: null,
    actor: 'firm-1',
  };
  return { ...(await issuePass(tx, ring, HN, order, now)), crossingId, order };
}

export function declaredDraft(
  crossingId: CrossingId,
  binding: Binding,
  sealed: string | null = null,
): EventDraft {
  const process = processFor([], HN, 'export', 'loaded');
  if (process === null) throw new Error('no process');
  return {
    ...centreDraft(HN, { crossingId, direction: 'export', actor: 'firm-1', sealed }),
    type: 'crossing.declared',
    body: {
      process: { id: process.id, version: process.version },
      kind: 'loaded',
      route: null,
      binding,
      rawPlate: binding.plate,
      firm: { id: 'firm-1', name: 'Công ty CP Logistics Kỳ Lừa 38', taxCode: '0101338998' },
      goods: { class: 'perishable', name: 'Xoài tươi', hsCode: '0804.50', grossWeightKg: 19_698 },
      plannedArrivalAt: null,
      regime: 'B11',
    },
  };
}
