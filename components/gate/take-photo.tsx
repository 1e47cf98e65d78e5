'use client';
import { type RefObject, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { PHOTO_SUBJECTS, type PhotoSubject } from '@/domain/sync/work-bodies';
import type { PhotoKept } from '@/offline/checkpoint/outcome';
import { Panel } from './pick-buttons';

export type PhotoSource = Blob | HTMLVideoElement;

/**
 * A picture from the scanner's own camera, or from the tablet's camera app. Kept sealed and sent later: nobody waits for
 * it (OF-42).
 */
export function TakePhoto({
  video,
  onIntercept,
  onPhoto,
  onBack,
}: {
  /** What the scanner's camera shows. */
  readonly video: RefObject<HTMLVideoElement | null>;
  /** A code in the picture is not the next vehicle. */
  readonly onIntercept: (take: ((text: string) => void) | null) => void;
  readonly onPhoto: (source: PhotoSource, of: PhotoSubject) => Promise<PhotoKept | null>;
  readonly onBack: () => void;
}) {
  const t = useTranslations('gateWork.camera');
  const back = useTranslations('gateWork');
  const work = useTranslations('work');
  const [of, setOf] = useState<PhotoSubject>('seal');
  const [trouble, setTrouble] = useState<'full' | 'unreadable' | null>(null);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    onIntercept(() => undefined);
    return () => onIntercept(null);
  }, [onIntercept]);

  async function keep(source: PhotoSource): Promise<void> {
    setBusy(true);
    setTrouble(null);
    try {
      const kept = await onPhoto(source, of);
      if (kept === null) setTrouble('unreadable');
      else if (kept.kind === 'no-room') setTrouble('full');
    } finally {
      setBusy(false);
    }
  }

  return (
    <Panel onBack={onBack}>
      {trouble ? (
        <div className="mb-3">
          <Notice tone="fault" role="alert">
            <p className="text-lg font-semibold">{t(trouble)}</p>
          </Notice>
        </div>
      ) : null}
      <fieldset>
        <legend className="mb-2 text-xl font-semibold">{t('of')}</legend>
        <div className="flex flex-wrap gap-2">
          {PHOTO_SUBJECTS.map((each) => (
            <label
              key={each}
              className="flex min-h-14 cursor-pointer items-center gap-3 rounded-xl border-2 border-edge px-4 text-lg has-checked:border-ink has-checked:font-semibold"
            >
              <input
                type="radio"
                name="photo-of"
                className="size-6 accent-link"
                checked={of === each}
                onChange={() => setOf(each)}
              />
              {work(`photoOf.${each}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="mt-4 flex flex-wrap gap-3">
        <Button
          size="tablet"
          className="grow-2"
          busy={busy}
          onClick={() => {
            if (video.current?.videoWidth) void keep(video.current);
            else setTrouble('unreadable');
          }}
        >
          {busy ? t('busy') : t('take')}
        </Button>
        <label className="inline-flex min-h-16 grow cursor-pointer items-center justify-center rounded-xl border-2 border-edge px-7 text-center text-xl leading-tight font-semibold focus-within:outline-3 focus-within:outline-offset-3 focus-within:outline-[var(--focus)] hover:border-ink">
          {t('file')}
          <input
            type="file"
            accept="image/*"
            capture="environment"
            className="sr-only"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              event.currentTarget.value = '';
              if (file) void keep(file);
            }}
          />
        </label>
        <Button tone="text" size="tablet" onClick={onBack}>
          {back('back')}
        </Button>
      </div>
    </Panel>
  );
}
