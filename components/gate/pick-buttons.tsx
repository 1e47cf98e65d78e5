'use client';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';

export type Pick<T extends string> = {
  readonly value: T;
  readonly label: ReactNode;
  /** Beside the word, quieter: "ordered", "declared". */
  readonly hint?: ReactNode;
};

/** One question, large buttons as its answers, and a way back; the focus stands on the first answer. */
export function PickButtons<T extends string>({
  legend,
  options,
  onPick,
  onBack,
  children,
}: {
  readonly legend: ReactNode;
  readonly options: readonly Pick<T>[];
  readonly onPick: (value: T) => void;
  readonly onBack: () => void;
  readonly children?: ReactNode;
}) {
  const t = useTranslations('gateWork');
  return (
    <Panel onBack={onBack}>
      <fieldset>
        <legend className="mb-3 text-xl font-semibold">{legend}</legend>
        <div className="grid grid-cols-2 gap-3 sm:grid-cols-[repeat(auto-fill,minmax(13rem,1fr))]">
          {options.map(({ value, label, hint }) => (
            <Button
              key={value}
              tone="outline"
              size="tablet"
              className="flex-col gap-0! px-3!"
              onClick={() => onPick(value)}
            >
              <span>{label}</span>
              {hint ? <span className="text-base font-normal text-muted">{hint}</span> : null}
            </Button>
          ))}
        </div>
        {children}
        <Button tone="text" size="tablet" className="mt-1 -ml-7" onClick={onBack}>
          {t('back')}
        </Button>
      </fieldset>
    </Panel>
  );
}

/** Takes the focus when it opens and gives way to Escape: the whole shift works from a keyboard. */
export function Panel({ onBack, children }: { readonly onBack: () => void; readonly children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const first = frame.current?.querySelector<HTMLElement>('input,textarea,button');
    first?.focus({ preventScroll: true });
    frame.current?.scrollIntoView({ block: 'end' });
  }, []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape bubbles up from whatever inside has the focus
    <div
      ref={frame}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onBack();
      }}
    >
      {children}
    </div>
  );
}
