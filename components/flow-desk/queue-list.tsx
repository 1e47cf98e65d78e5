'use client';
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { ORDER_CLASSES } from '@/domain/flow/order-class';
import type { QueuePicture } from '@/domain/flow/picture';
import type { GateId } from '@/domain/shared/identity';
import { Button } from '../ui/button';
import { SelectField, TextField } from '../ui/field';
import { findQueued, type Sought } from './find-queued';
import { QueueHeadings, QueueRow } from './queue-row';
import { useBecauseText } from './use-because-text';

/** A screenful or two; the next to be called are on top, and the rest is said and one press away. */
const ROWS_AT_ONCE = 40;

/** Up and down between the rows, as in a table. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const rows = [...event.currentTarget.querySelectorAll('a')];
  const next = rows[rows.findIndex((row) => row.contains(document.activeElement)) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

/** The line in the order in which it will be called, each with the reason why not sooner. */
export function QueueList({
  gateId,
  queue,
  opensFiles,
  now,
}: {
  readonly gateId: GateId;
  readonly queue: QueuePicture;
  readonly opensFiles: boolean;
  readonly now: number;
}) {
  const t = useTranslations('flowDesk');
  const orderClass = useTranslations('flowDesk.orderClass');
  const { number } = useFormatter();
  const becauseText = useBecauseText(now);
  const box = useRef<HTMLDivElement>(null);
  const [sought, setSought] = useState<Sought>({ text: '', class: '' });
  const [drawn, setDrawn] = useState(ROWS_AT_ONCE);
  const looked = useDeferredValue(sought);
  const found = useMemo(() => findQueued(queue.line, looked), [queue.line, looked]);
  const classes = ORDER_CLASSES.filter(
    (order) => order === sought.class || queue.line.some((vehicle) => vehicle.class === order),
  );
  const seek = (part: Partial<Sought>) => {
    setSought((before) => ({ ...before, ...part }));
    setDrawn(ROWS_AT_ONCE);
  };
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, select');
      if (event.key !== '/' || typing) return;
      event.preventDefault();
      box.current?.querySelector('input')?.focus();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
  return (
    <section aria-labelledby="queue-title">
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-3 pb-4">
        <h3 id="queue-title" className="text-xl font-bold">
          {t('queueTitle', { count: number(queue.line.length) })}
        </h3>
        <div ref={box} className="grid w-full gap-4 sm:w-auto sm:grid-cols-[14rem_14rem]">
          <TextField
            label={t('find')}
            hint={t('findHint')}
            type="search"
            autoCapitalize="characters"
            autoComplete="off"
            value={sought.text}
            onChange={(event) => seek({ text: event.target.value })}
          />
          <SelectField
            label={t('class')}
            hint={t('classHint')}
            value={sought.class}
            onChange={(event) =>
              seek({ class: ORDER_CLASSES.find((order) => order === event.target.value) ?? '' })
            }
          >
            <option value="">{t('allClasses')}</option>
            {classes.map((order) => (
              <option key={order} value={order}>
                {orderClass(order)}
              </option>
            ))}
          </SelectField>
        </div>
      </div>
      {found.length === 0 ? (
        <p className="border-y border-rule py-4 text-muted">
          {t(queue.line.length === 0 ? 'queueEmpty' : 'notFound')}
        </p>
      ) : (
        <>
          <QueueHeadings />
          <ol className="divide-y divide-rule border-b border-rule max-lg:border-t" onKeyDown={walk}>
            {found.slice(0, drawn).map(({ vehicle, number: place, before }) => (
              <QueueRow
                key={vehicle.crossingId}
                gateId={gateId}
                vehicle={vehicle}
                opensFile={opensFiles}
                place={place}
                because={
                  vehicle.because === null || before === null ? null : becauseText(vehicle.because, before)
                }
                now={now}
              />
            ))}
          </ol>
        </>
      )}
      {found.length > drawn ? (
        <p className="pt-4 text-center">
          <Button tone="outline" onClick={() => setDrawn(drawn + 5 * ROWS_AT_ONCE)}>
            {t('showMore', { count: number(found.length - drawn) })}
          </Button>
        </p>
      ) : null}
    </section>
  );
}
