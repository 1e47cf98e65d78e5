'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { bulletinTables } from '@/domain/neighbour/bulletin-tables';
import { contentOf } from '@/domain/neighbour/statement';
import { DIRECTIONS } from '@/domain/shared/vocabulary';
import type { BulletinLook } from '../app/answers';
import { useTimeText } from '../app/time-text';
import { SheetTableView } from '../reports/sheet-table-view';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';

type Look = Extract<BulletinLook, { ok: true }>['value'];
type Refusal = Extract<BulletinLook, { ok: false }>['error'];

/** What is on the sheet, and what taking it would do to the plan. */
export function SheetPreview({
  look,
  now,
  busy,
  onTake,
  onDiscard,
}: {
  readonly look: Look;
  readonly now: number;
  readonly busy: boolean;
  readonly onTake: () => void;
  readonly onDiscard: () => void;
}) {
  const t = useTranslations('neighbour.take');
  const direction = useTranslations('direction');
  const { ago } = useTimeText();
  const { number } = useFormatter();
  const { bulletin, fresh, missing, before, after } = look;
  const saidAt = Date.parse(bulletin.saidAt);
  return (
    <section aria-labelledby="preview-title" className="border-y-2 border-ink py-4">
      <h3 id="preview-title" className="text-xl font-bold">
        {t('preview', { number: number(bulletin.number), age: ago(saidAt, now) })}
      </h3>
      <p className="text-muted">
        {[
          t('fresh', { fresh: number(fresh), all: number(bulletin.events.length) }),
          ...(missing > 0 ? [t('missing', { count: number(missing) })] : []),
        ].join(' · ')}
      </p>
      {bulletinTables(bulletin.events.map(contentOf), saidAt).map((table) => (
        <SheetTableView key={table.id} table={table} isWide />
      ))}
      <ul className="my-5">
        {DIRECTIONS.map((each) => (
          <li key={each} className="text-lg font-semibold">
            {t('plan', {
              direction: direction(each),
              before: number(before[each].vehiclesPerHour),
              after: number(after[each].vehiclesPerHour),
            })}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-3">
        <Button onClick={onTake} busy={busy}>
          {t('take')}
        </Button>
        <Button tone="text" onClick={onDiscard}>
          {t('discard')}
        </Button>
      </div>
    </section>
  );
}

export function SheetRefusal({ refusal }: { readonly refusal: Refusal }) {
  const t = useTranslations('neighbour.take');
  return (
    <Notice tone="fault" role="alert">
      <p className="font-semibold">{t(`fault.${refusal.fault}`)}</p>
    </Notice>
  );
}
