import { readMe } from '@/server/account/read-me';
import { procedure, router } from '../trpc';

export const accountRouter = router({
  me: procedure.query(({ ctx }) => readMe(ctx)),
});
