import type { Metadata } from 'next';
import { JoinPage } from '@/components/firm/join-page';

export const metadata: Metadata = { title: 'Lời mời' };

export default function Page() {
  return <JoinPage />;
}
