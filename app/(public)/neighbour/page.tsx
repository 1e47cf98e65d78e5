import type { Metadata } from 'next';
import { BulletinPage } from '@/components/neighbour/bulletin-page';

export const metadata: Metadata = { title: '通关通告 · Thông báo luồng' };

export default function Page() {
  return <BulletinPage />;
}
