'use client';
import { useEffect } from 'react';
import { useIsWall } from '../app/use-media';

/**
 * A wall keeps its page, so that it starts without the centre (GA-16). A phone that looks once does not fetch the whole app
 * for it; and nothing of this is in the first load.
 */
export function useWallWorker(): void {
  const isWall = useIsWall();
  useEffect(() => {
    if (!isWall) return;
    import('@/offline/service-worker/register')
      .then(({ keepForBoards }) => keepForBoards())
      .catch(() => undefined);
  }, [isWall]);
}
