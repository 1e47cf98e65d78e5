'use client';
import { type RefObject, useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { useScanner } from '@/offline/react/use-scanner';
import type { ReadingCamera } from '@/offline/scan/scanner-status';
import { ScannerControls } from './scanner-controls';
import { usePinch } from './use-pinch';

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
  const { videoRef, status, toggleTorch, setZoom, nextCamera, retry } = useScanner({ active, onText });
  const pinch = usePinch(status.kind === 'reading' ? status.zoom : null, setZoom);
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
      className={`relative isolate w-full shrink-0 touch-pan-y overflow-hidden bg-black text-white lg:aspect-4/3 ${small ? 'max-lg:h-[17dvh]' : 'max-lg:h-[40dvh]'}`}
      {...pinch}
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
          {status.kind === 'reading' ? <AimFrame camera={status} /> : null}
          <p className="absolute inset-x-0 bottom-0 bg-black/75 px-4 py-1.5 text-center text-base leading-snug">
            {status.kind === 'reading' ? t('aim') : t(status.kind)}
          </p>
          {status.kind === 'reading' ? (
            <ScannerControls
              camera={status}
              small={small}
              onTorch={toggleTorch}
              onZoom={setZoom}
              onNextCamera={nextCamera}
            />
          ) : null}
        </>
      )}
    </section>
  );
}

/** The part that is read finely, in the picture's own pixels: cut by the view exactly as the video is. */
function AimFrame({ camera: { picture, region } }: { readonly camera: ReadingCamera }) {
  const { x, y, width, height } = region;
  const inset = Math.round(height * 0.04);
  const [left, top, right, bottom] = [x + inset, y + inset, x + width - inset, y + height - inset];
  const arm = Math.round(height * 0.2);
  return (
    <svg
      viewBox={`0 0 ${picture.width} ${picture.height}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      className="pointer-events-none absolute inset-0 size-full"
      fill="none"
      stroke="white"
      strokeWidth={height * 0.02}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path
        d={`M${left} ${top + arm}V${top}h${arm}M${right - arm} ${top}H${right}v${arm}M${right} ${bottom - arm}V${bottom}h${-arm}M${left + arm} ${bottom}H${left}v${-arm}`}
      />
    </svg>
  );
}
