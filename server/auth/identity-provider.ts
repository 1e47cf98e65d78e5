import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import * as z from 'zod';
import { FRESH_SECONDS } from './passkey-doors';
import { ATTEMPTS_PER_ADDRESS, THROTTLE_WINDOW_SECONDS } from './throttle';

/** An OpenID Connect provider whose people are linked to accounts here; the national identity app in production. */
export type IdentityProvider = {
  /** As it calls itself; `/.well-known/openid-configuration` lies beneath it. */
  readonly issuer: string;
  readonly clientId: string;
  /** Null: a public client, by PKCE alone. */
  readonly clientSecret: string | null;
};

/** Its name in addresses and in the table of accounts: one provider, whichever it is. */
export const IDENTITY = 'identity';
const SIGN_IN_PATH = '/sign-in/social';
const LINK_PATH = '/link-social';
/** By address; the library alone would let three people of an office in within ten seconds. */
export const IDENTITY_LIMITS = {
  [SIGN_IN_PATH]: { window: THROTTLE_WINDOW_SECONDS, max: ATTEMPTS_PER_ADDRESS },
} as const;

/**
 * The library's client for it: discovery, authorization code with PKCE, state, nonce, an id token with a proven
 * signature. Nobody gets an account by it; only its subject is believed, so that an e-mail address that a provider tells
 * opens nobody's account (FM-11).
 */
export const identityPlugin = ({ issuer, clientId, clientSecret }: IdentityProvider) =>
  genericOAuth({
    config: [
      {
        providerId: IDENTITY,
        discoveryUrl: `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`,
        clientId,
        // The method that OpenID Connect Core names first; what goes unsaid at most providers.
        ...(clientSecret === null ? {} : { clientSecret, authentication: 'basic' as const }),
        scopes: ['openid'],
        pkce: true,
        requireIdTokenVerification: true,
        disableSignUp: true,
        getUserInfo: async ({ idToken }) => {
          const sub = subjectOf(idToken);
          // The library asks for an address; this one is nobody's and is stored nowhere.
          return sub === null
            ? null
            : { id: sub, sub, email: `${sub}@identity.invalid`, emailVerified: false, name: '' };
        },
      },
    ],
  });

/** The signature is proven by the library before it asks. */
function subjectOf(idToken: string | undefined): string | null {
  const [, claims] = (idToken ?? '').split('.');
  if (claims === undefined) return null;
  const parsed = z
    .object({ sub: z.string().min(1).max(255) })
    .safeParse(JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')));
  return parsed.success ? parsed.data.sub : null;
}

/** One's own pages and nothing else: an answer must not lead elsewhere, and no token is taken from a browser. */
const ownPath = z.string().regex(/^\/(?![/\\])[\w/?=#%-]*$/);
const bodySchema = z.strictObject({
  provider: z.literal(IDENTITY),
  callbackURL: ownPath,
  errorCallbackURL: ownPath,
});

/** What is asked before the library's own doors to a provider open. */
export const guardIdentity = createAuthMiddleware(async (ctx) => {
  if (ctx.path !== SIGN_IN_PATH && ctx.path !== LINK_PATH) return;
  if (!bodySchema.safeParse(ctx.body).success) throw new APIError('BAD_REQUEST');
  if (ctx.path !== LINK_PATH) return;
  const found = await getSessionFromCtx(ctx);
  if (found === null) throw new APIError('UNAUTHORIZED');
  // As with passkeys: an open screen that somebody finds must not become a way in for good.
  if (Date.now() - new Date(found.session.createdAt).getTime() >= FRESH_SECONDS * 1000)
    throw new APIError('FORBIDDEN');
  const user = z
    .looseObject({
      email: z.string(),
      disabledAt: z.null().optional(),
      mustChangePassword: z.literal(false).nullish(),
    })
    .safeParse(found.user);
  if (!user.success) throw new APIError('CONFLICT');
});

/** Accounts keep who somebody is at the provider, and none of its tokens: nothing here asks it anything later. */
export const withoutTokens = async <T extends object>(account: T) => ({
  data: {
    ...account,
    accessToken: null,
    refreshToken: null,
    idToken: null,
    accessTokenExpiresAt: null,
    scope: null,
  },
});
