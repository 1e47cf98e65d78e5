import { env } from '@/server/env';
import { readStatus } from '@/server/status/read-status';
import { publicProcedure, router } from '../trpc';

export const statusRouter = router({
  read: publicProcedure.query(({ ctx }) => readStatus(ctx, env())),
});
