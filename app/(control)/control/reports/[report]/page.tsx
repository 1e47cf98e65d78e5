import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { REPORT_TABS } from '@/components/reports/report-route';
import { ReportsRoot } from '@/components/reports/reports-root';

/** One static shell per report; gate and day stand behind the `#`. */
export const dynamicParams = false;
export const generateStaticParams = () => REPORT_TABS.map((report) => ({ report }));
export const metadata: Metadata = { title: 'Báo cáo' };

type Parameters = { readonly params: Promise<{ readonly report: string }> };

export default async function Page({ params }: Parameters) {
  const { report } = await params;
  const tab = REPORT_TABS.find((known) => known === report);
  if (tab === undefined) notFound();
  return <ReportsRoot tab={tab} />;
}
