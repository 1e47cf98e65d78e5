'use client';
import { useTranslations } from 'use-intl';
import { AnswerText } from '../declaration/answer-text';
import { useFaultText } from '../declaration/use-fault-text';
import { Hairlines } from '../ui/hairlines';
import type { FaultyRow } from './sheet-reader';

/** Faults at their cells: row, column, what stands there, what to do. */
export function PreviewFaults({ rows, of }: { readonly rows: readonly FaultyRow[]; readonly of: number }) {
  const t = useTranslations('intake');
  const field = useTranslations('importSheet.field');
  const faultText = useFaultText();
  return (
    <>
      <Hairlines label={t('faultyHeading')}>
        {rows.map((row) => (
          <li key={`${row.label} ${row.submission.plate}`} className="py-3">
            <p className="flex flex-wrap items-center gap-x-4 gap-y-1 font-semibold">
              {t('row', { row: row.label })}
              <AnswerText field="plate" submission={row.submission} />
            </p>
            <ul className="mt-1 space-y-1">
              {row.faults.map((fault) => (
                <li key={`${fault.field} ${fault.code}`} className="border-l-4 border-fault pl-3">
                  <span className="font-semibold">{fault.header || field(fault.field)}</span>
                  {fault.typed === '' ? null : (
                    <code className="figures mx-2 rounded bg-card px-1.5 py-0.5 break-all">
                      {fault.typed}
                    </code>
                  )}
                  <span className="block text-fault">{faultText(fault)}</span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </Hairlines>
      {of > rows.length ? (
        <p className="mt-2 text-muted">{t('moreFaulty', { more: of - rows.length })}</p>
      ) : null}
    </>
  );
}
