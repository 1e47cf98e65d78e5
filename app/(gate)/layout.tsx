import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { preload } from 'react-dom';
import { FIRST_FONTS } from '@/components/gate/first-fonts';

export const metadata: Metadata = { title: 'Chốt kiểm soát', manifest: '/manifest.webmanifest' };

/** The whole screen is ours; zooming stays possible for whoever needs it. */
export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
};

export default function GateLayout({ children }: { children: ReactNode }) {
  for (const href of FIRST_FONTS) preload(href, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' });
  return children;
}
