import type { Metadata } from 'next';
import { DeclareRoot } from '@/components/declaration/declare-root';

export const metadata: Metadata = { title: 'Khai báo' };

export default function Page() {
  return <DeclareRoot />;
}
