import { and, desc, eq } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { filing } from '@/db/schema/filing';
import { pass } from '@/db/schema/pass';
import { MOST_EXPORTED } from '@/domain/intake/limits';
import { crossingIdSchema, gateIdSchema } from '@/domain/shared/identity';
import { NOBODY, openPeople, type Personal } from '../crossing/open-people';
import { iso } from './iso';

/** A declaration of a firm as its owner may have it, whole. Times are ISO 8601 in UTC. */
export type FirmRecord = {
  readonly id: string;
  readonly gate: string;
  readonly direction: string | null;
  readonly kind: string | null;
  readonly plate: string | null;
  readonly trailer: string | null;
  readonly container: string | null;
  readonly seal: string | null;
  readonly customsDeclaration: string | null;
  readonly firmName: string | null;
  readonly goodsName: string | null;
  readonly hsCode: string | null;
  readonly plannedArrivalAt: string | null;
  readonly driverName: string | null;
  readonly driverIdNumber: string | null;
  readonly driverPhone: string | null;
  readonly note: string | null;
  readonly declaredAt: string;
  readonly arrivedAt: string | null;
  readonly stage: string;
  readonly ended: string | null;
  readonly endedAt: string | null;
  readonly passId: string | null;
  readonly passStatus: string | null;
};

/** The firm's newest declarations with the people it named in them, newest first. */
export async function readFirmRecords(tx: Transaction, firmId: string): Promise<readonly FirmRecord[]> {
  const rows = await tx
    .select({ filedAt: filing.filedAt, crossing, passId: pass.passId, status: pass.status })
    .from(filing)
    .innerJoin(crossing, and(eq(crossing.gateId, filing.gateId), eq(crossing.crossingId, filing.crossingId)))
    .leftJoin(pass, and(eq(pass.gateId, filing.gateId), eq(pass.crossingId, filing.crossingId)))
    .where(eq(filing.firmId, firmId))
    .orderBy(desc(filing.filedAt), desc(filing.crossingId), desc(pass.change))
    .limit(MOST_EXPORTED);
  // A crossing that was given a second pass is one line, with the newest.
  const newest = new Map<string, (typeof rows)[number]>();
  for (const row of rows) if (!newest.has(row.crossing.crossingId)) newest.set(row.crossing.crossingId, row);
  const people = new Map<string, Personal>();
  const crossings = [...newest.values()].map((row) => row.crossing);
  for (const gateId of new Set(crossings.map((row) => row.gateId))) {
    const ids = crossings
      .filter((row) => row.gateId === gateId)
      .map((row) => crossingIdSchema.parse(row.crossingId));
    for (const [id, personal] of await openPeople(tx, gateIdSchema.parse(gateId), ids))
      people.set(id, personal);
  }
  return [...newest.values()].map(({ crossing: row, filedAt, passId, status }): FirmRecord => {
    const person = people.get(row.crossingId) ?? NOBODY;
    return {
      id: row.crossingId,
      gate: row.gateId,
      direction: row.direction,
      kind: row.kind,
      plate: row.binding?.plate ?? row.plate,
      trailer: row.binding?.trailer ?? null,
      container: row.binding?.container ?? null,
      seal: row.binding?.seal ?? null,
      customsDeclaration: row.binding?.customsDeclaration ?? null,
      firmName: row.firmName,
      goodsName: row.goodsName,
      hsCode: row.hsCode,
      plannedArrivalAt: iso(row.plannedArrivalAt),
      ...person,
      declaredAt: iso(row.declaredAt ?? filedAt),
      arrivedAt: iso(row.arrivedAt),
      stage: row.stage,
      ended: row.endedKind,
      endedAt: iso(row.endedAt),
      passId,
      passStatus: status,
    };
  });
}
