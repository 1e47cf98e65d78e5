import type { ReactNode } from 'react';
import { OnlineProvider } from '@/components/app/trpc';

export default function BusinessLayout({ children }: { children: ReactNode }) {
  return <OnlineProvider>{children}</OnlineProvider>;
}
