import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';

export const metadata: Metadata = { title: 'Chốt kiểm soát', manifest: '/manifest.webmanifest' };

/** The whole screen is ours; zooming stays possible for whoever needs it. */
export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
};

export default function GateLayout({ children }: { children: ReactNode }) {
  return children;
}
