'use client';
import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { cellText, isFigure, wordText } from '@/domain/report/cell-text';
import type { Cell, SheetTable } from '@/domain/report/sheet';
import { Plate } from '../plate/plate';
import { useSpeaker } from './use-speaker';

function CellText({ cell }: { readonly cell: Cell }) {
  const speaker = useSpeaker();
  if (cell.kind === 'plate' && cell.plate !== null)
    return (
      <>
        <span className="print:hidden">
          <Plate plate={cell.plate} size="sm" />
        </span>
        <span className="figures hidden print:inline">{cellText(speaker, cell)}</span>
      </>
    );
  return cellText(speaker, cell);
}

/** One table of a report; wider than the screen it scrolls by itself, by finger or arrow key. */
export function SheetTableView({ table, isWide }: { readonly table: SheetTable; readonly isWide: boolean }) {
  const t = useTranslations('report.screen');
  const speaker = useSpeaker();
  const id = useId();
  const title = wordText(speaker, table.title);
  return (
    <section aria-labelledby={id} className={`mt-8 min-w-0 ${isWide ? 'lg:col-span-2' : ''}`}>
      <h3 id={id} className="text-xl font-bold">
        {title}
      </h3>
      {table.rows.length === 0 ? (
        <p className="mt-2 border-y border-rule py-3 text-muted">{wordText(speaker, table.empty)}</p>
      ) : (
        <section
          data-scrolls
          aria-label={t('scroll', { title })}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
          tabIndex={0}
          className="relative mt-2 overflow-x-auto print:overflow-visible"
        >
          <table className="w-full border-collapse text-left">
            <thead>
              <tr className="border-b-2 border-edge align-bottom text-sm text-muted">
                {table.columns.map((column, at) => {
                  const cell = table.rows[0]?.cells[at];
                  return (
                    <th
                      // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity and never move
                      key={at}
                      scope="col"
                      className={`py-2 font-semibold ${at === 0 ? 'pr-3' : 'px-3'} ${cell && isFigure(cell) ? 'text-right' : ''}`}
                    >
                      {wordText(speaker, column)}
                    </th>
                  );
                })}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row, line) => (
                <tr
                  // biome-ignore lint/suspicious/noArrayIndexKey: a report's lines have no identity beside their place
                  key={line}
                  className={`break-inside-avoid border-b border-rule ${row.isTotal ? 'font-semibold' : ''}`}
                >
                  {row.cells.map((cell, at) => {
                    const Tag = at === 0 ? 'th' : 'td';
                    return (
                      <Tag
                        // biome-ignore lint/suspicious/noArrayIndexKey: as above
                        key={at}
                        {...(at === 0 ? { scope: 'row' } : {})}
                        className={`py-2 ${at === 0 ? `pr-3 text-left ${row.isTotal ? '' : 'font-normal'} ${row.depth === 1 ? 'pl-5' : ''}` : 'px-3'} ${isFigure(cell) ? 'figures text-right text-lg whitespace-nowrap' : ''} ${cell.kind === 'moment' ? 'whitespace-nowrap' : ''} ${cell.kind === 'words' ? 'min-w-44' : ''}`}
                      >
                        <CellText cell={cell} />
                      </Tag>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {table.note ? <p className="mt-2 text-sm text-muted">{wordText(speaker, table.note)}</p> : null}
    </section>
  );
}
