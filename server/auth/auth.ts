import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { APIError, createAuthMiddleware, getSessionFromCtx, isAPIError } from 'better-auth/api';
import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import * as z from 'zod';
import type { Database } from '@/db/client';
import * as schema from '@/db/schema/account';
import type { Tell } from '@/server/message/tell';
import { CONTACT_LIMITS, contactDoors } from './contact-doors';
import { endPushes } from './end-pushes';
import {
  guardIdentity,
  IDENTITY,
  IDENTITY_LIMITS,
  type IdentityProvider,
  identityPlugin,
  withoutTokens,
} from './identity-provider';
import { FRESH_SECONDS, PASSKEY_LIMITS, passkeyDoors } from './passkey-doors';
import { ourOrigins } from './same-site';
import { sessionDoors } from './session-doors';
import { ATTEMPTS_PER_ADDRESS, countAttempt, forgetAttempts, THROTTLE_WINDOW_SECONDS } from './throttle';

const SIGN_IN_PATH = '/sign-in/email';
const CHANGE_PASSWORD_PATH = '/change-password';
const END_OTHERS_PATH = '/revoke-other-sessions';

/** A field that only the installation sets; a client that sends it is refused. */
const ownField = (required: boolean) => ({ type: 'string', required, input: false }) as const;

/** What the library answers to a password that was changed. */
const changedSchema = z.object({ user: z.object({ id: z.uuid() }) });

async function isDisabled(db: Database, email: string): Promise<boolean> {
  const [row] = await db
    .select({ at: schema.person.disabledAt })
    .from(schema.person)
    .where(eq(schema.person.email, email.trim().toLowerCase()));
  return row !== undefined && row.at !== null;
}

/** From now on the password is the person's own (AC-13). */
async function keepOwnPassword(db: Database, id: string): Promise<void> {
  await db.update(schema.person).set({ mustChangePassword: false }).where(eq(schema.person.id, id));
}

export type AuthOptions = {
  readonly db: Database;
  readonly secret: string;
  /** Where browsers reach us; `https:` makes the cookies Secure. */
  readonly origin: string;
  readonly now: () => number;
  readonly onBug: (error: unknown) => void;
  /** Who sends one-time codes; null: nobody, and none is made. */
  readonly tell: Tell | null;
  /** Null: there is none. */
  readonly identity: IdentityProvider | null;
};

/**
 * Sign-in, and the sessions it gives. Accounts are made by the installation, a manager or a firm's registration and
 * invitations (server/firm), never by the library; a wrong password, an unknown address and a disabled account answer alike and take alike (there is hashing in all cases).
 */
export function createAuth({ db, secret, origin, now, onBug, tell, identity }: AuthOptions) {
  return betterAuth({
    appName: 'border-gate',
    baseURL: origin,
    basePath: '/api/auth',
    secret,
    database: drizzleAdapter(db, {
      provider: 'pg',
      schema: {
        user: schema.person,
        session: schema.session,
        account: schema.account,
        verification: schema.verification,
        rateLimit: schema.signInRate,
      },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
      revokeSessionsOnPasswordReset: true,
    },
    plugins: [
      contactDoors({ db, now, tell }),
      sessionDoors(db),
      passkeyDoors({ db, origin, now }),
      ...(identity === null ? [] : [identityPlugin(identity)]),
    ],
    // Whoever a provider names gets in where they linked it themselves, whatever address it tells.
    account: {
      accountLinking: {
        enabled: true,
        disableImplicitLinking: true,
        trustedProviders: [IDENTITY],
        allowDifferentEmails: true,
      },
    },
    databaseHooks: {
      account: { create: { before: withoutTokens }, update: { before: withoutTokens } },
    },
    user: {
      additionalFields: {
        role: ownField(true),
        gateId: ownField(false),
        agency: ownField(false),
        firmId: ownField(false),
        disabledAt: { type: 'date', required: false, input: false },
        mustChangePassword: { type: 'boolean', required: false, input: false },
      },
    },
    // A shift and its hand-over. No cookie cache: taking a session away works at the next request.
    session: {
      expiresIn: 14 * 3600,
      updateAge: 3600,
      freshAge: FRESH_SECONDS,
      cookieCache: { enabled: false },
    },
    trustedOrigins: (request) => (request ? [...ourOrigins(request, origin)] : [origin]),
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 300,
      customRules: {
        [SIGN_IN_PATH]: { window: THROTTLE_WINDOW_SECONDS, max: ATTEMPTS_PER_ADDRESS },
        // The library allows three in ten seconds, and a shift that was given first passwords shares one address.
        ...CONTACT_LIMITS,
        ...PASSKEY_LIMITS,
        ...IDENTITY_LIMITS,
        [CHANGE_PASSWORD_PATH]: { window: THROTTLE_WINDOW_SECONDS, max: ATTEMPTS_PER_ADDRESS },
      },
    },
    hooks: {
      before: createAuthMiddleware(async (ctx) => {
        await guardIdentity(ctx);
        if (ctx.path === CHANGE_PASSWORD_PATH && ctx.body?.newPassword === ctx.body?.currentPassword)
          throw new APIError('BAD_REQUEST');
        if (ctx.path !== SIGN_IN_PATH) return;
        const email: unknown = ctx.body?.email;
        if (typeof email !== 'string' || email.length > 254) throw new APIError('UNAUTHORIZED');
        if (!(await countAttempt(db, email, now()))) throw new APIError('TOO_MANY_REQUESTS');
        // Like a wrong password, also in the time it takes.
        if (await isDisabled(db, email)) {
          await ctx.context.password.hash(String(ctx.body?.password ?? ''));
          throw new APIError('UNAUTHORIZED', {
            code: 'INVALID_EMAIL_OR_PASSWORD',
            message: 'Invalid email or password',
          });
        }
      }),
      after: createAuthMiddleware(async (ctx) => {
        if (ctx.path === CHANGE_PASSWORD_PATH) {
          const changed = changedSchema.safeParse(ctx.context.returned);
          if (!changed.success) return;
          await keepOwnPassword(db, changed.data.user.id);
          // The library has ended every session then, this one too.
          if (ctx.body?.revokeOtherSessions === true) await endPushes(db, changed.data.user.id);
          return;
        }
        if (ctx.path === END_OTHERS_PATH && !isAPIError(ctx.context.returned)) {
          const own = await getSessionFromCtx(ctx);
          if (own !== null) await endPushes(db, own.user.id, { butOfSession: own.session.id });
          return;
        }
        if (ctx.path !== SIGN_IN_PATH || !ctx.context.newSession) return;
        await forgetAttempts(db, ctx.context.newSession.user.email);
      }),
    },
    advanced: {
      cookiePrefix: 'gate',
      // Set before the way to a provider, asked for on the way back, which begins at another site.
      cookies: { state: { attributes: { sameSite: 'lax' } } },
      useSecureCookies: origin.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict', path: '/' },
      disableOriginCheck: false,
      disableCSRFCheck: false,
      database: { generateId: () => uuidv7() },
    },
    logger: { level: 'error', log: (_level, message) => onBug(new Error(message)) },
    onAPIError: {
      errorURL: '/sign-in',
      onError: (error) => {
        // A refusal is an answer, not a fault: nothing about who tried stands in the log.
        if (!isAPIError(error) || error.status === 'INTERNAL_SERVER_ERROR') onBug(error);
      },
    },
    telemetry: { enabled: false },
  });
}
export type Auth = ReturnType<typeof createAuth>;
