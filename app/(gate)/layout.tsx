import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';

export const metadata: Metadata = { title: 'Chốt kiểm soát', manifest: '/manifest.webmanifest' };

/** Gloves and a moving hand: no accidental zoom, the whole screen is ours. */
export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  maximumScale: 1,
  viewportFit: 'cover',
};

export default function GateLayout({ children }: { children: ReactNode }) {
  return children;
}
