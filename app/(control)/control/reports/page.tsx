import type { Metadata } from 'next';
import { ReportsRoot } from '@/components/reports/reports-root';

export const metadata: Metadata = { title: 'Báo cáo' };

export default function Page() {
  return <ReportsRoot tab="daily" />;
}
