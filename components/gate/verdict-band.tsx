'use client';
import { useTranslations } from 'use-intl';
import { Shape, type ShapeName } from '@/components/ui/shape';
import type { Decision } from '@/domain/admission/verdict';
import type { Verdict } from '@/domain/shared/vocabulary';

/** Colour, shape and word, each enough alone (greyscale, glare, colour blindness). */
export const VERDICT_SHAPES: Record<Verdict, ShapeName> = {
  proceed: 'circle-tick',
  check: 'triangle',
  refuse: 'octagon',
  'cannot-tell': 'diamond',
};
const BANDS: Record<Verdict, string> = {
  proceed: 'bg-proceed text-on-proceed',
  check: 'bg-check text-on-check',
  refuse: 'bg-refuse text-on-refuse',
  'cannot-tell':
    'bg-cannot-tell text-on-cannot-tell outline-4 -outline-offset-8 outline-dashed outline-white',
};
const MARKS: Record<Verdict, string> = {
  proceed: 'var(--proceed)',
  check: 'var(--check)',
  refuse: 'var(--refuse)',
  'cannot-tell': 'var(--cannot-tell)',
};

/**
 * The answer, readable at two metres. Short and stable code beside it, readable over a radio. "Accepted here, not yet
 * confirmed" until the centre has spoken (rule 14).
 */
export function VerdictBand({ decision }: { readonly decision: Decision }) {
  const verdictWord = useTranslations('verdict');
  const admission = useTranslations('admission');
  const t = useTranslations('gate');
  const { verdict, code } = decision;
  const suffix = decision.confirmation === 'local' ? 'L' : 'C';
  return (
    <section
      role="status"
      aria-live="assertive"
      data-verdict={verdict}
      data-code={code}
      className={`relative flex items-center gap-4 px-5 py-4 sm:gap-9 sm:px-11 sm:py-7 ${BANDS[verdict]}`}
    >
      <Shape
        name={VERDICT_SHAPES[verdict]}
        mark={MARKS[verdict]}
        className="size-16 self-start sm:size-28 sm:self-center"
      />
      <div className="min-w-0 grow">
        <p className="text-[2rem] leading-none font-extrabold text-balance uppercase sm:pr-28 sm:text-[6rem]">
          {verdictWord(verdict)}
        </p>
        <p className="mt-1.5 text-lg leading-snug font-semibold sm:mt-2 sm:text-2xl">
          {verdict === 'proceed' ? t(`confirmation.${decision.confirmation}`) : admission(`${code}.word`)}
        </p>
        {verdict === 'proceed' ? null : (
          <p className="text-base leading-snug sm:text-xl">{admission(`${code}.todo`)}</p>
        )}
        <span className="figures mt-2 inline-block rounded-md border-2 border-current/50 px-2 text-base sm:absolute sm:top-6 sm:right-10 sm:mt-0 sm:px-2.5 sm:py-0.5 sm:text-xl">
          {`${code}·${suffix}`}
        </span>
      </div>
    </section>
  );
}
