'use client';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import type { PracticePass } from '@/offline/practice/practice-passes';

/** Says without a doubt that this is practice, and lets the next vehicle come. */
export function PracticeBand({
  passes,
  onScan,
  onEnd,
}: {
  readonly passes: readonly PracticePass[];
  readonly onScan: (text: string) => void;
  readonly onEnd: () => void;
}) {
  const t = useTranslations('practice');
  return (
    <section
      aria-label={t('band')}
      className="border-b-4 border-dashed border-ink bg-note px-5 py-3"
      data-practice="on"
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-xl font-extrabold">{t('band')}</p>
        <Button tone="outline" onClick={onEnd}>
          {t('end')}
        </Button>
      </div>
      <p className="mt-2 mb-1 text-base">{t('choose')}</p>
      <div className="flex gap-3 overflow-x-auto pb-1">
        {passes.map((pass) => (
          <Button
            key={pass.kind}
            tone="outline"
            className="shrink-0 whitespace-nowrap"
            onClick={() => onScan(pass.text)}
          >
            {t(`kind.${pass.kind}`)}
          </Button>
        ))}
      </div>
    </section>
  );
}
