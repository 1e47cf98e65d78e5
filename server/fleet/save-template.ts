import { and, count, eq } from 'drizzle-orm';
import { goodsTemplate } from '@/db/schema/fleet';
import { checkTemplate, GOODS_FIELDS, type GoodsTemplate } from '@/domain/fleet/check-template';
import { MOST_ENTRIES, type TemplateField, type Typed } from '@/domain/fleet/entry';
import { err, ok, type Result } from '@/domain/shared/result';
import type { FirmContext } from '../declaration/firm-context';
import { forFirm } from '../intake/import-row';
import { noteChanges } from './fleet-rows';
import { lockFleet } from './lock-fleet';
import type { SaveOutcome } from './save-vehicle';

/** Keeps answers about goods under a name; the same id again changes them. */
export async function saveTemplate(
  ctx: FirmContext,
  { id, typed }: { readonly id: string; readonly typed: Typed<TemplateField> },
): Promise<Result<SaveOutcome<TemplateField>, 'AP-MANY'>> {
  const { accepted, faults } = checkTemplate(typed);
  if (accepted === null) return ok({ kind: 'faults', faults });
  const { firmId, actor } = ctx;
  const now = ctx.clock.now();
  return forFirm(ctx, async (tx): Promise<Result<SaveOutcome<TemplateField>, 'AP-MANY'>> => {
    await lockFleet(tx, firmId);
    const [before] = await tx
      .select({ name: goodsTemplate.name, goods: goodsTemplate.goods })
      .from(goodsTemplate)
      .where(and(eq(goodsTemplate.firmId, firmId), eq(goodsTemplate.id, id)));
    const [held] = await tx
      .select({ entries: count() })
      .from(goodsTemplate)
      .where(eq(goodsTemplate.firmId, firmId));
    if (before === undefined && (held?.entries ?? 0) >= MOST_ENTRIES) return err('AP-MANY');
    await tx
      .insert(goodsTemplate)
      .values({ firmId, id, ...accepted, addedAt: now })
      .onConflictDoUpdate({ target: [goodsTemplate.firmId, goodsTemplate.id], set: accepted });
    const deed = { firmId, entry: 'template', entryId: id, by: actor.id, now } as const;
    if (before === undefined) await noteChanges(tx, deed, [{ kind: 'added' }]);
    else if (!isSame(before, accepted)) await noteChanges(tx, deed, [{ kind: 'edited' }]);
    return ok({ kind: 'saved', id });
  });
}

const isSame = (before: GoodsTemplate, after: GoodsTemplate): boolean =>
  before.name === after.name && GOODS_FIELDS.every((field) => before.goods[field] === after.goods[field]);
