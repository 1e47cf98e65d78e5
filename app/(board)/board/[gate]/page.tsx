import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { GateBoard } from '@/components/board/gate-board';
import { GATES, gateById } from '@/domain/gate/gates';

/** One static shell per gate of the gates table; anything else is not found. */
export const dynamicParams = false;
export const generateStaticParams = () => GATES.map((gate) => ({ gate: gate.code }));

type Parameters = { readonly params: Promise<{ readonly gate: string }> };

export async function generateMetadata({ params }: Parameters): Promise<Metadata> {
  const { gate } = await params;
  return { title: gateById(gate)?.vi ?? 'Bảng cửa khẩu' };
}

export default async function Page({ params }: Parameters) {
  const gate = gateById((await params).gate);
  if (gate === null) notFound();
  return <GateBoard gate={gate} />;
}
