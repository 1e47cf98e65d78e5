import type { Metadata } from 'next';
import { KioskHere } from '@/components/kiosk/kiosk-here';

export const metadata: Metadata = { title: 'In thẻ xe', robots: { index: false } };

/** The shell of the kiosk of a gate that was added after the build (GA-8). */
export default function Page() {
  return <KioskHere />;
}
