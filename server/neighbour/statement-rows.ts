import type { neighbourStatement } from '@/db/schema/neighbour';
import { type Content, contentSchema } from '@/domain/neighbour/content';
import type { Statement } from '@/domain/neighbour/statement';
import { gateIdSchema } from '@/domain/shared/identity';
import type { Direction } from '@/domain/shared/vocabulary';

type Row = typeof neighbourStatement.$inferSelect;

export function rowOf(
  statement: Statement,
  direction: Direction | null,
): typeof neighbourStatement.$inferInsert {
  const { id, ...rest } = statement;
  return { ...rest, statementId: id, direction };
}

export function statementOfRow({ statementId, gateId, kind, said, direction: _, ...row }: Row): Statement {
  const content: Content = contentSchema.parse({ kind, said });
  return { ...row, ...content, id: statementId, gateId: gateIdSchema.parse(gateId) };
}
