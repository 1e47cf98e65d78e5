import type { Metadata } from 'next';
import { ControlRoot } from '@/components/control/control-root';

export const metadata: Metadata = { title: 'Điều hành' };

export default function Page() {
  return <ControlRoot />;
}
