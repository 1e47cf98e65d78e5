import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { APIError, createAuthEndpoint, freshSessionMiddleware, sessionMiddleware } from 'better-auth/api';
import { and, asc, eq, lte } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import * as z from 'zod';
import type { Database } from '@/db/client';
import { passkey, person } from '@/db/schema/account';
import { keepChallenge, spendChallenge } from './challenges';
import { openSession, wrong } from './open-session';
import { ATTEMPTS_PER_ADDRESS, THROTTLE_WINDOW_SECONDS } from './throttle';

/** A session older than this adds no passkey: whoever finds an open screen must not make a key of it. */
export const FRESH_SECONDS = 900;
const MOST_PASSKEYS = 10;

const limit = { window: THROTTLE_WINDOW_SECONDS, max: ATTEMPTS_PER_ADDRESS };
export const PASSKEY_LIMITS = {
  '/sign-in/passkey/begin': limit,
  '/sign-in/passkey': limit,
  '/passkeys/add': limit,
} as const;

const RP_NAME = 'Border gate';
const bodySchema = z.object({
  request: z.uuid(),
  response: z.looseObject({ id: z.string().max(1400), type: z.literal('public-key') }),
});

/** A passkey as its owner sees it. */
export type OwnPasskey = {
  readonly id: string;
  readonly since: number;
  readonly usedAt: number | null;
  readonly userAgent: string | null;
};

/** The library checks the rest of the shape itself and throws on what is none. */
const asRegistration = (said: unknown) => said as RegistrationResponseJSON;
const asAuthentication = (said: unknown) => said as AuthenticationResponseJSON;

/**
 * Passkeys (WebAuthn level 2): made in a fresh session, good for signing in alone, on the device's own check of the
 * person. They belong to the host of PUBLIC_ORIGIN and work at no other address. Why not the sign-in library's own
 * package: decision 067.
 */
export function passkeyDoors({
  db,
  origin,
  now,
}: {
  readonly db: Database;
  readonly origin: string;
  readonly now: () => number;
}) {
  const rpID = new URL(origin).hostname;
  const known = { expectedOrigin: origin, expectedRPID: rpID, requireUserVerification: true };

  return {
    id: 'passkey-doors',
    endpoints: {
      listPasskeys: createAuthEndpoint(
        '/passkeys',
        { method: 'GET', use: [sessionMiddleware] },
        async (ctx) => {
          const rows = await db
            .select()
            .from(passkey)
            .where(eq(passkey.personId, ctx.context.session.user.id))
            .orderBy(asc(passkey.createdAt));
          const passkeys = rows.map(
            ({ id, createdAt, usedAt, userAgent }): OwnPasskey => ({
              id,
              since: createdAt.getTime(),
              usedAt: usedAt?.getTime() ?? null,
              userAgent,
            }),
          );
          return ctx.json({ passkeys });
        },
      ),
      beginPasskey: createAuthEndpoint(
        '/passkeys/begin',
        { method: 'POST', use: [freshSessionMiddleware] },
        async (ctx) => {
          const { id, name } = await ownPerson(ctx.context.session.user.id);
          const own = await db.select().from(passkey).where(eq(passkey.personId, id));
          if (own.length >= MOST_PASSKEYS) throw new APIError('CONFLICT');
          const options = await generateRegistrationOptions({
            rpName: RP_NAME,
            rpID,
            userName: name,
            userDisplayName: name,
            userID: new TextEncoder().encode(id),
            attestationType: 'none',
            excludeCredentials: own.map(({ credentialId }) => ({ id: credentialId })),
            authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
          });
          const request = await keepChallenge(ctx, { challenge: options.challenge, personId: id });
          return ctx.json({ request, options });
        },
      ),
      addPasskey: createAuthEndpoint(
        '/passkeys/add',
        { method: 'POST', use: [freshSessionMiddleware], body: bodySchema },
        async (ctx) => {
          const { id } = await ownPerson(ctx.context.session.user.id);
          const kept = await spendChallenge(ctx, ctx.body.request);
          if (kept === null || kept.personId !== id) throw wrong();
          const verified = await verifyRegistrationResponse({
            ...known,
            response: asRegistration(ctx.body.response),
            expectedChallenge: kept.challenge,
          }).catch(() => null);
          if (verified === null || !verified.verified) throw wrong();
          const { credential } = verified.registrationInfo;
          await db.transaction(async (tx) => {
            // Counted anew, one at a time: several may have begun while there was room for one.
            await tx.select({ id: person.id }).from(person).where(eq(person.id, id)).for('update');
            const own = await tx.$count(passkey, eq(passkey.personId, id));
            if (own >= MOST_PASSKEYS) throw new APIError('CONFLICT');
            await tx
              .insert(passkey)
              .values({
                id: uuidv7({ msecs: now() }),
                personId: id,
                credentialId: credential.id,
                publicKey: Buffer.from(credential.publicKey).toString('base64url'),
                counter: credential.counter,
                transports: credential.transports ?? [],
                userAgent: ctx.headers?.get('user-agent')?.slice(0, 300) ?? null,
                createdAt: new Date(now()),
              })
              .onConflictDoNothing({ target: passkey.credentialId });
          });
          return ctx.json({ added: true });
        },
      ),
      removePasskey: createAuthEndpoint(
        '/passkeys/remove',
        { method: 'POST', use: [sessionMiddleware], body: z.object({ id: z.uuid() }) },
        async (ctx) => {
          await db
            .delete(passkey)
            .where(and(eq(passkey.id, ctx.body.id), eq(passkey.personId, ctx.context.session.user.id)));
          return ctx.json({ removed: true });
        },
      ),
      beginPasskeySignIn: createAuthEndpoint('/sign-in/passkey/begin', { method: 'POST' }, async (ctx) => {
        // Names no account: the device offers what it has, so nothing is told of who has one (FM-8).
        const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' });
        const request = await keepChallenge(ctx, { challenge: options.challenge, personId: null });
        return ctx.json({ request, options });
      }),
      signInPasskey: createAuthEndpoint(
        '/sign-in/passkey',
        { method: 'POST', body: bodySchema },
        async (ctx) => {
          const kept = await spendChallenge(ctx, ctx.body.request);
          if (kept === null || kept.personId !== null) throw wrong();
          const [row] = await db
            .select({ passkey, disabledAt: person.disabledAt, mustChange: person.mustChangePassword })
            .from(passkey)
            .innerJoin(person, eq(person.id, passkey.personId))
            .where(eq(passkey.credentialId, ctx.body.response.id));
          if (row === undefined) throw wrong();
          const verified = await verifyAuthenticationResponse({
            ...known,
            response: asAuthentication(ctx.body.response),
            expectedChallenge: kept.challenge,
            credential: {
              id: row.passkey.credentialId,
              publicKey: new Uint8Array(Buffer.from(row.passkey.publicKey, 'base64url')),
              counter: row.passkey.counter,
              transports: [...row.passkey.transports],
            },
          }).catch(() => null);
          if (verified === null || !verified.verified || row.disabledAt !== null) throw wrong();
          const counter = verified.authenticationInfo.newCounter;
          await db
            .update(passkey)
            .set({ counter, usedAt: new Date(now()) })
            .where(and(eq(passkey.id, row.passkey.id), lte(passkey.counter, counter)));
          return openSession(ctx, { id: row.passkey.personId, mustChangePassword: row.mustChange });
        },
      ),
    },
  };

  /** The person behind a session, while they may act: not disabled, with a password of their own (AC-12, AC-13). */
  async function ownPerson(id: string): Promise<{ readonly id: string; readonly name: string }> {
    const [row] = await db.select().from(person).where(eq(person.id, id));
    if (row === undefined || row.disabledAt !== null || row.mustChangePassword) throw wrong();
    return { id, name: row.email ?? row.phone ?? row.name };
  }
}
