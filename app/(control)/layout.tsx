import type { ReactNode } from 'react';
import { AllWords } from '@/components/app/all-words';
import { FollowGates } from '@/components/app/follow-gates';
import { OnlineProvider } from '@/components/app/trpc';

export default function ControlLayout({ children }: { children: ReactNode }) {
  return (
    <AllWords>
      <OnlineProvider>
        <FollowGates>{children}</FollowGates>
      </OnlineProvider>
    </AllWords>
  );
}
