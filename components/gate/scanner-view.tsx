'use client';
import { type RefObject, useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { useScanner } from '@/offline/react/use-scanner';

/** What the camera sees, with a frame to aim by. Trouble says what to do; the trigger and the plate still work. */
export function ScannerView({
  active,
  video,
  small,
  onText,
}: {
  readonly active: boolean;
  /** Given the camera's picture: photographs are taken from it. */
  /** Given where a picture is to be taken from what the camera sees. */
  readonly video?: RefObject<HTMLVideoElement | null>;
  /** On a phone the verdict needs the room; the whole picture is still read. */
  readonly small: boolean;
  readonly onText: (text: string) => void;
}) {
  const t = useTranslations('gate.scanner');
  const { videoRef, status, toggleTorch, retry } = useScanner({ active, onText });
  // One function for all renders: a new one would close the camera and open it again.
  const hold = useCallback(
    (element: HTMLVideoElement | null) => {
      videoRef(element);
      if (video !== undefined) video.current = element;
    },
    [videoRef, video],
  );
  return (
    <section
      aria-label={t('label')}
      data-scanner={status.kind}
      className={`relative isolate w-full shrink-0 overflow-hidden bg-black text-white lg:aspect-4/3 ${small ? 'max-lg:h-[17dvh]' : 'max-lg:h-[40dvh]'}`}
    >
      <video ref={hold} muted playsInline className="absolute inset-0 size-full object-cover" />
      {status.kind === 'trouble' ? (
        <div className="absolute inset-0 flex flex-col items-center justify-center gap-4 bg-black p-6 text-center">
          <p role="alert" className="text-lg font-semibold">
            {t(`trouble.${status.trouble}`)}
          </p>
          <Button tone="outline" className="border-white! text-white!" onClick={retry}>
            {t('retry')}
          </Button>
        </div>
      ) : (
        <>
          <svg
            viewBox="0 0 100 100"
            aria-hidden="true"
            className="absolute inset-0 m-auto h-[62%] w-auto"
            fill="none"
            stroke="white"
            strokeWidth="2.2"
            strokeLinecap="round"
          >
            <path d="M2 26V8q0-6 6-6h18M74 2h18q6 0 6 6v18M98 74v18q0 6-6 6H74M26 98H8q-6 0-6-6V74" />
          </svg>
          <p className="absolute inset-x-0 bottom-0 bg-black/75 px-4 py-1.5 text-center text-base leading-snug">
            {status.kind === 'reading' ? t('aim') : t(status.kind)}
          </p>
          {status.kind === 'reading' && status.torch !== 'none' ? (
            <button
              type="button"
              aria-pressed={status.torch === 'on'}
              onClick={toggleTorch}
              className="absolute top-3 right-3 min-h-14 rounded-xl border-2 border-white bg-black/75 px-4 font-semibold aria-pressed:bg-white aria-pressed:text-black"
            >
              {t('torch')}
            </button>
          ) : null}
        </>
      )}
    </section>
  );
}
