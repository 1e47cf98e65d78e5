import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { heldSubscription } from '@/offline/push/browser-push';
import { useTRPC } from '../app/trpc';

/** Once for each page that is loaded: a session is a person's for as long. */
let isRenewed = false;

/** What this browser is told ends with the session of now, not with the one of weeks ago in which it was asked for (FM-9). */
export function useRenewedPush(isMember: boolean): void {
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.telling.subscribe.mutationOptions({ retry: false }));
  useEffect(() => {
    if (!isMember || isRenewed) return;
    isRenewed = true;
    const renew = async () => {
      const subscription = await heldSubscription();
      if (subscription !== null) await mutateAsync({ subscription, userAgent: null, renews: true });
    };
    renew().catch(() => {
      // The next page that is opened tries again.
      isRenewed = false;
    });
  }, [isMember, mutateAsync]);
}
