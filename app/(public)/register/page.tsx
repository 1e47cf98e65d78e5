import type { Metadata } from 'next';
import { RegisterPage } from '@/components/firm/register-page';

export const metadata: Metadata = { title: 'Đăng ký doanh nghiệp' };

export default function Page() {
  return <RegisterPage />;
}
