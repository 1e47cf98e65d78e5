import { and, desc, eq } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { filing } from '@/db/schema/filing';
import { pass } from '@/db/schema/pass';
import { endOf } from '../board/stored-words';
import { type Declaration, declarationSchema } from './schemas';

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** A declaration of this firm as it stands; null for another firm's, and for none. */
export async function readDeclaration(
  tx: Transaction,
  firmId: string,
  id: string,
  origin: string,
): Promise<Declaration | null> {
  const [row] = await tx
    .select({ filing, crossing, pass })
    .from(filing)
    .innerJoin(crossing, and(eq(crossing.gateId, filing.gateId), eq(crossing.crossingId, filing.crossingId)))
    .leftJoin(pass, and(eq(pass.gateId, filing.gateId), eq(pass.crossingId, filing.crossingId)))
    .where(and(eq(filing.firmId, firmId), eq(filing.crossingId, id)))
    .orderBy(desc(pass.change))
    .limit(1);
  if (row === undefined || row.crossing.binding === null) return null;
  const { crossing: of, pass: issued } = row;
  const ended = endOf(of);
  return declarationSchema.parse({
    id: of.crossingId,
    number: row.filing.declarationNo,
    gate: of.gateId,
    direction: of.direction,
    kind: of.kind,
    plate: of.binding?.plate,
    trailer: of.binding?.trailer,
    container: of.binding?.container,
    seal: of.binding?.seal,
    customsDeclaration: of.binding?.customsDeclaration,
    goodsName: of.goodsName ?? '',
    declaredAt: iso(of.declaredAt ?? row.filing.filedAt),
    plannedArrivalAt: iso(of.plannedArrivalAt),
    stage: of.stage,
    stageSince: iso(of.stageSince),
    waitingFor: of.waitingOn.map((wait) => ({ party: wait.agency, since: iso(wait.since) })),
    ended: ended && { kind: ended.kind, at: iso(ended.at) },
    twoWay: row.filing.twoWay === true,
    pass: issued && {
      id: issued.passId,
      status: issued.status,
      text: issued.token,
      url: `${origin}/p#${encodeURIComponent(issued.token)}`,
    },
  });
}
