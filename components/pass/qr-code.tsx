'use client';
import { useMemo } from 'react';
import { QUIET, qrModules } from './qr-modules';

/** Black on white in every theme, quiet zone included, as wide as its box. */
export function QrCode({
  text,
  label,
  from = 'L',
  className = '',
}: {
  readonly text: string;
  readonly label: string;
  /** L for a screen, M for paper (pass-format.md). */
  readonly from?: 'L' | 'M';
  readonly className?: string;
}) {
  const { side, path } = useMemo(() => qrModules(text, from), [text, from]);
  const box = side + 2 * QUIET;
  return (
    <svg
      viewBox={`0 0 ${box} ${box}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className={`block w-full bg-white ${className}`}
    >
      <rect width={box} height={box} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}
