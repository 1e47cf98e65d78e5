import type { Metadata } from 'next';
import { SignInPage } from '@/components/sign-in/sign-in-page';

export const metadata: Metadata = { title: 'Đăng nhập' };

export default function Page() {
  return <SignInPage />;
}
