import type { ReactNode } from 'react';
import { OnlineProvider } from '@/components/app/trpc';

export default function ControlLayout({ children }: { children: ReactNode }) {
  return <OnlineProvider>{children}</OnlineProvider>;
}
