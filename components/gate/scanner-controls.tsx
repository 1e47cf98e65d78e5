'use client';
import { useTranslations } from 'use-intl';
import type { ReadingCamera } from '@/offline/scan/scanner-status';

const KEY =
  'flex min-h-14 min-w-14 items-center justify-center rounded-xl border-2 border-white bg-black/75 px-4 font-semibold aria-pressed:bg-white aria-pressed:text-black disabled:opacity-50';
const FURTHER = '−';
const NEARER = '+';
/** Buttons reach from the whole to the nearest view in so many presses. */
const ZOOM_PRESSES = 5;

/** Light, zoom and choice of camera, as far as this camera has them. */
export function ScannerControls({
  camera: { torch, zoom, cameraCount },
  small,
  onTorch,
  onZoom,
  onNextCamera,
}: {
  readonly camera: ReadingCamera;
  readonly small: boolean;
  readonly onTorch: () => void;
  readonly onZoom: (value: number) => void;
  readonly onNextCamera: () => void;
}) {
  const t = useTranslations('gate.scanner');
  const step = zoom === null ? 0 : Math.max(zoom.step, (zoom.max - zoom.min) / ZOOM_PRESSES);
  return (
    <>
      <div className="absolute top-3 right-3 flex gap-3">
        {cameraCount > 1 ? (
          <button type="button" onClick={onNextCamera} className={`${KEY} ${small ? 'max-lg:hidden' : ''}`}>
            {t('nextCamera')}
          </button>
        ) : null}
        {torch === 'none' ? null : (
          <button type="button" aria-pressed={torch === 'on'} onClick={onTorch} className={KEY}>
            {t('torch')}
          </button>
        )}
      </div>
      {zoom === null ? null : (
        <div className={`absolute top-3 left-3 flex gap-3 ${small ? 'max-lg:hidden' : ''}`}>
          <button
            type="button"
            aria-label={t('zoomOut')}
            disabled={zoom.value <= zoom.min}
            onClick={() => onZoom(zoom.value - step)}
            className={`${KEY} text-2xl`}
          >
            {FURTHER}
          </button>
          <button
            type="button"
            aria-label={t('zoomIn')}
            disabled={zoom.value >= zoom.max}
            onClick={() => onZoom(zoom.value + step)}
            className={`${KEY} text-2xl`}
          >
            {NEARER}
          </button>
        </div>
      )}
    </>
  );
}
