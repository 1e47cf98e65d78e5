'use client';
import { useMemo } from 'react';
import { codeWidthMm, type Paper } from '@/domain/pass/paper';
import { QUIET } from '@/domain/pass/qr-path';
import { qrModules } from './qr-modules';

/** Black on white in every theme, quiet zone included, as wide as its box. */
export function QrCode({
  text,
  label,
  from = 'L',
}: {
  readonly text: string;
  readonly label: string;
  /** L for a screen, M for what is photographed or printed (pass-format.md). */
  readonly from?: 'L' | 'M';
}) {
  const { side, path } = useMemo(() => qrModules(text, from), [text, from]);
  const box = side + 2 * QUIET;
  return (
    <svg
      viewBox={`0 0 ${box} ${box}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className="block w-full bg-white"
    >
      <rect width={box} height={box} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}

/** The same for a printer, as wide as its modules ask (PO-1). */
export function PaperCode({ token, paper }: { readonly token: string; readonly paper: Paper }) {
  const { side, path } = useMemo(() => qrModules(token, 'M'), [token]);
  const box = side + 2 * QUIET;
  const width = `${codeWidthMm(paper, side)}mm`;
  return (
    <svg
      viewBox={`0 0 ${box} ${box}`}
      aria-hidden="true"
      shapeRendering="crispEdges"
      style={{ width, height: width }}
      className="mx-auto block"
    >
      <path d={path} fill="#000000" />
    </svg>
  );
}
