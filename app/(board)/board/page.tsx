import type { Metadata } from 'next';
import { ProvinceBoard } from '@/components/board/province-board';

export const metadata: Metadata = { title: 'Bảng cửa khẩu' };

export default function Page() {
  return <ProvinceBoard />;
}
