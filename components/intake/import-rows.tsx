'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { OpenedImport, SheetRowView } from '../app/answers';
import { useErrorText } from '../app/error-text';
import { useTRPC } from '../app/trpc';
import { AnswerText } from '../declaration/answer-text';
import { useFaultText } from '../declaration/use-fault-text';
import { passHref } from '../pass/pass-actions';
import { Plate } from '../plate/plate';
import { Button } from '../ui/button';
import { Hairlines } from '../ui/hairlines';
import { UndoBar } from '../ui/undo-bar';

const LINK = 'inline-flex min-h-12 items-center font-semibold text-link underline underline-offset-4';

/** Rows of one state, in the order of the sheet; a faulty one can be corrected, or left out and put back. */
export function ImportRows({
  opened,
  tab,
  onChanged,
}: {
  readonly opened: OpenedImport;
  readonly tab: 'faulty' | 'filed' | 'dropped';
  readonly onChanged: () => void;
}) {
  const t = useTranslations('intake');
  const app = useTranslations('app');
  const errorText = useErrorText();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { importId } = opened;
  const [later, setLater] = useState<readonly SheetRowView[]>([]);
  const [isMore, setMore] = useState<boolean | null>(null);
  const [aside, setAside] = useState<SheetRowView | null>(null);
  const [error, setError] = useState<unknown>(null);
  const { mutateAsync } = useMutation(trpc.intake.setRowAside.mutationOptions());
  const rows = [...opened.rows, ...later].filter(
    (row, at, all) => row.state === tab && all.findIndex(({ place }) => place === row.place) === at,
  );
  const last = rows.at(-1);

  async function more() {
    const next = await queries.fetchQuery(
      trpc.intake.open.queryOptions(
        { importId, state: tab, after: last?.place ?? 0 },
        { staleTime: 0, gcTime: 0 },
      ),
    );
    setLater((before) => [...before, ...next.rows]);
    setMore(next.more);
  }
  async function move(row: SheetRowView, isAside: boolean) {
    await mutateAsync({ importId, place: row.place, aside: isAside });
    setLater((before) => before.filter(({ place }) => place !== row.place));
    setAside(isAside ? row : null);
    onChanged();
  }
  const attempt = (work: Promise<unknown>) => {
    setError(null);
    work.catch(setError);
  };
  return (
    <>
      {error === null ? null : (
        <p role="alert" className="mb-3 font-semibold text-fault">
          {errorText(error)}
        </p>
      )}
      {rows.length === 0 ? (
        <p className="border-y border-rule py-4 text-muted">{t(`none.${tab}`)}</p>
      ) : (
        <Hairlines label={t('rowsLabel')}>
          {rows.map((row) => (
            <RowLine
              key={row.place}
              row={row}
              importId={importId}
              onMove={(isAside) => attempt(move(row, isAside))}
            />
          ))}
        </Hairlines>
      )}
      {(isMore ?? opened.more) ? (
        <Button tone="outline" className="mt-4" onClick={() => attempt(more())}>
          {t('showMore')}
        </Button>
      ) : null}
      {aside === null ? null : (
        <UndoBar
          undoLabel={app('undo')}
          onUndo={() => attempt(move(aside, false))}
          onGone={() => setAside(null)}
        >
          {t('leftOut', { row: aside.label })}
        </UndoBar>
      )}
    </>
  );
}

function RowLine({
  row,
  importId,
  onMove,
}: {
  readonly row: SheetRowView;
  readonly importId: string;
  readonly onMove: (isAside: boolean) => void;
}) {
  const t = useTranslations('intake');
  const declare = useTranslations('declare');
  const faultText = useFaultText();
  return (
    <li className="grid gap-x-6 gap-y-1 py-3 sm:grid-cols-[1fr_auto] sm:items-center">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <span className="text-muted">{t('row', { row: row.label })}</span>
          {row.submission === null ? null : <AnswerText field="plate" submission={row.submission} />}
          {row.plate === null ? null : <Plate plate={row.plate} size="sm" />}
        </p>
        <ul className="mt-1">
          {row.faults.map((fault) => (
            <li key={`${fault.field} ${fault.code}`} className="text-fault">
              {`${declare(`field.${fault.field}`)}: ${faultText(fault)}`}
            </li>
          ))}
        </ul>
      </div>
      <div className="flex flex-wrap gap-x-5">
        {row.state === 'faulty' ? (
          <>
            <a
              href={`#sheet-${importId}-${row.place}`}
              aria-label={t('correctRow', { row: row.label })}
              className={LINK}
            >
              {t('correct')}
            </a>
            <button
              type="button"
              aria-label={t('leaveOutRow', { row: row.label })}
              onClick={() => onMove(true)}
              className={LINK}
            >
              {t('leaveOut')}
            </button>
          </>
        ) : null}
        {row.state === 'dropped' ? (
          <button
            type="button"
            aria-label={t('putBackRow', { row: row.label })}
            onClick={() => onMove(false)}
            className={LINK}
          >
            {t('putBack')}
          </button>
        ) : null}
        {row.token === null ? null : (
          <a href={passHref(row.token, '')} aria-label={t('passOfRow', { row: row.label })} className={LINK}>
            {declare('openPass')}
          </a>
        )}
      </div>
    </li>
  );
}
