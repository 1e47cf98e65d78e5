import { readMe } from '@/server/account/read-me';
import { publicProcedure, router } from '../trpc';

export const accountRouter = router({
  me: publicProcedure.query(({ ctx }) => readMe(ctx)),
});
