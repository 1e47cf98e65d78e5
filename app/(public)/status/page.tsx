import type { Metadata } from 'next';
import { StatusPage } from '@/components/status/status-page';

export const metadata: Metadata = { title: 'Tình trạng dịch vụ' };

export default function Page() {
  return <StatusPage />;
}
