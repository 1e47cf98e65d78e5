import { APIError } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';

type Ctx = Parameters<typeof setSessionCookie>[0];

/** One answer for a wrong password, an unknown contact, a disabled account, a code or a passkey that is wrong or over. */
export const wrong = () => new APIError('UNAUTHORIZED', { code: 'WRONG', message: 'wrong' });

/** Whoever has proven who they are comes in. The answer has no token: it stands in the cookie, which scripts cannot read. */
export async function openSession(
  ctx: Ctx,
  { id, mustChangePassword }: { readonly id: string; readonly mustChangePassword: boolean },
) {
  const user = await ctx.context.internalAdapter.findUserById(id);
  if (user === null) throw wrong();
  const session = await ctx.context.internalAdapter.createSession(id);
  await setSessionCookie(ctx, { session, user });
  return ctx.json({ user: { mustChangePassword } });
}
