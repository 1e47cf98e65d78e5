'use client';
import { useLocale, useTranslations } from 'use-intl';
import type { Comparison } from '@/domain/process/compare-processes';
import { drawProcess } from '@/domain/process/draw-process';
import type { Process } from '@/domain/process/process';
import type { StepId } from '@/domain/shared/identity';

/** Pixels: a step's box, and the room between boxes for its links. */
const [WIDTH, HEIGHT, ACROSS, DOWN] = [184, 76, 52, 20];

/** Marks by shape as well as by words: what is new has a double edge, what was changed a broken one. */
const EDGES = {
  added: 'border-4 border-double border-ink',
  changed: 'border-2 border-dashed border-ink',
  same: 'border-2 border-edge',
} as const;

/** The document as a graph from left to right; each box is a button, so that it is chosen by eye or by keyboard. */
export function ProcessGraph({
  process,
  comparison,
  chosen,
  onChoose,
}: {
  readonly process: Process;
  readonly comparison: Comparison;
  readonly chosen: StepId | null;
  readonly onChoose: (step: StepId) => void;
}) {
  const t = useTranslations('process');
  const agency = useTranslations('agency');
  const locale = useLocale();
  const { steps, links, columns, rows } = drawProcess(process);
  const left = (column: number) => column * (WIDTH + ACROSS);
  const top = (row: number) => row * (HEIGHT + DOWN);
  const placeOf = new Map(steps.map((step) => [step.id, step]));
  const changeOf = new Map(comparison.steps.map((change) => [change.step.id, change.kind]));
  return (
    <section aria-label={t('graph')} className="overflow-x-auto pb-3">
      <div
        className="relative"
        style={{ width: left(columns) - ACROSS + 4, height: Math.max(HEIGHT, top(rows) - DOWN) + 4 }}
      >
        <svg
          aria-hidden="true"
          className="absolute inset-0 size-full text-muted"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
        >
          <defs>
            <marker
              id="process-arrow"
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="7"
              markerHeight="7"
              orient="auto"
            >
              <path d="M0 0 8 4 0 8Z" fill="currentColor" stroke="none" />
            </marker>
          </defs>
          {links.map(({ from, to, isPrecondition }) => {
            const [a, b] = [placeOf.get(from), placeOf.get(to)];
            if (a === undefined || b === undefined) return null;
            const [x1, y1] = [left(a.column) + WIDTH, top(a.row) + HEIGHT / 2];
            const [x2, y2] = [left(b.column) - 3, top(b.row) + HEIGHT / 2];
            const bend = ACROSS * 0.6;
            return (
              <path
                key={`${from} ${to} ${isPrecondition}`}
                d={`M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`}
                strokeDasharray={isPrecondition ? '5 5' : undefined}
                markerEnd="url(#process-arrow)"
              />
            );
          })}
        </svg>
        {steps.map(({ id, column, row }) => {
          const step = process.steps.find((each) => each.id === id);
          if (step === undefined) return null;
          const change = changeOf.get(id) ?? 'same';
          return (
            <button
              key={id}
              type="button"
              aria-pressed={chosen === id}
              onClick={() => onChoose(id)}
              style={{ left: left(column), top: top(row), width: WIDTH, height: HEIGHT }}
              className={`absolute flex flex-col justify-center overflow-hidden bg-card text-left leading-tight aria-pressed:bg-ink aria-pressed:text-paper ${EDGES[change === 'removed' ? 'same' : change]} ${step.optional ? 'rounded-full px-6' : 'rounded-xl px-3'}`}
            >
              <span className="line-clamp-2 text-sm font-semibold">{step.name[locale] || t('unnamed')}</span>
              <span className="truncate text-xs opacity-80">
                {step.agencies.map((each) => agency(each)).join(' + ')}
              </span>
            </button>
          );
        })}
      </div>
      <p className="mt-3 text-sm text-muted">{t('graphKey')}</p>
    </section>
  );
}
