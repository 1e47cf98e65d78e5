import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { GateWords } from '@/components/app/gate-words';
import { TABLET_SCRIPT } from '@/components/gate/tablet-script';

export const metadata: Metadata = { title: 'Chốt kiểm soát', manifest: '/manifest.webmanifest' };

/** The whole screen is ours; zooming stays possible for whoever needs it. */
export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
};

export default function GateLayout({ children }: { children: ReactNode }) {
  return (
    <GateWords>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of our own, hashed into the CSP */}
      <script dangerouslySetInnerHTML={{ __html: TABLET_SCRIPT }} />
      {children}
    </GateWords>
  );
}
