import type { ReactNode } from 'react';
import { OnlineProvider } from '@/components/app/trpc';

export default function PublicLayout({ children }: { children: ReactNode }) {
  return <OnlineProvider>{children}</OnlineProvider>;
}
