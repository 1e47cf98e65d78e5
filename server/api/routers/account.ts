import { readMe } from '@/server/account/read-me';
import { env } from '@/server/env';
import { publicProcedure, router } from '../trpc';

export const accountRouter = router({
  me: publicProcedure.query(({ ctx }) => readMe(ctx)),
  /** Which ways in there are here: codes need somebody who sends them, passkeys the host that they belong to. */
  ways: publicProcedure.query(({ ctx }) => ({
    codes: ctx.tell !== null,
    passkeyHost: new URL(env().PUBLIC_ORIGIN).hostname,
    identity: env().OIDC_ISSUER !== undefined && env().OIDC_CLIENT_ID !== undefined ? env().OIDC_NAME : null,
  })),
});
