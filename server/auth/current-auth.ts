import type { Database } from '@/db/client';
import { systemClock } from '../clock';
import { limitedUrl } from '../database';
import { env } from '../env';
import { log } from '../log';
import { currentTell } from '../message/current-tell';
import { type Auth, createAuth } from './auth';
import type { IdentityProvider } from './identity-provider';
import { openSignInDatabase } from './sign-in-database';

/** On the global object for the same reason as the pools: every route has its own copy of this module. */
const held = globalThis as typeof globalThis & { gateAccounts?: Database; gateAuth?: Auth };

export function accountsDatabase(): Database {
  held.gateAccounts ??= openSignInDatabase(limitedUrl()).db;
  return held.gateAccounts;
}

export function currentAuth(): Auth {
  held.gateAuth ??= makeAuth();
  return held.gateAuth;
}

function makeAuth(): Auth {
  const secret = env().BETTER_AUTH_SECRET;
  if (secret === undefined) throw new Error('BETTER_AUTH_SECRET is not set: sessions cannot be signed');
  return createAuth({
    db: accountsDatabase(),
    secret,
    origin: env().PUBLIC_ORIGIN,
    now: systemClock.now,
    tell: currentTell(),
    identity: currentIdentity(),
    onBug: (error) => log().error({ err: error }, 'sign-in failed'),
  });
}

/** The provider that is set up, if one is. */
function currentIdentity(): IdentityProvider | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = env();
  if (OIDC_ISSUER === undefined || OIDC_CLIENT_ID === undefined) return null;
  return { issuer: OIDC_ISSUER, clientId: OIDC_CLIENT_ID, clientSecret: OIDC_CLIENT_SECRET ?? null };
}
