import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AllWords } from '@/components/app/all-words';
import { KioskScreen } from '@/components/kiosk/kiosk-screen';
import { GATES, gateById } from '@/domain/gate/gates';

/** One static shell per gate of the gates table; anything else is not found. */
export const dynamicParams = false;
export const generateStaticParams = () => GATES.map((gate) => ({ gate: gate.code }));

export const metadata: Metadata = { title: 'In thẻ xe', robots: { index: false } };

export default async function Page({ params }: { readonly params: Promise<{ readonly gate: string }> }) {
  const gate = gateById((await params).gate);
  if (gate === null) notFound();
  return (
    <AllWords>
      <KioskScreen gate={gate} />
    </AllWords>
  );
}
