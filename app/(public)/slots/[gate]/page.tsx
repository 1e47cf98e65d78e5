import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PublicRecord } from '@/components/slot/public-record';
import { GATES, gateById } from '@/domain/gate/gates';

/** One static shell per gate, as the boards have; anything else is not found. */
export const dynamicParams = false;
export const generateStaticParams = () => GATES.map((gate) => ({ gate: gate.code }));
export const metadata: Metadata = { title: 'Sổ công khai khung giờ' };

export default async function Page({ params }: { readonly params: Promise<{ readonly gate: string }> }) {
  const gate = gateById((await params).gate);
  if (gate === null) notFound();
  return <PublicRecord gate={gate} />;
}
