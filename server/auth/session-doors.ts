import { createAuthEndpoint, sessionMiddleware } from 'better-auth/api';
import { and, desc, eq, gt } from 'drizzle-orm';
import * as z from 'zod';
import type { Database } from '@/db/client';
import { account, session } from '@/db/schema/account';
import { endPushes } from './end-pushes';
import { IDENTITY } from './identity-provider';

/** A session as its owner sees it: no token leaves the centre. */
export type OwnSession = {
  readonly id: string;
  /** Last seen, at most an hour ago; ms. */
  readonly seenAt: number;
  readonly since: number;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly isThis: boolean;
};

const identityOf = ({ user }: { readonly user: { readonly id: string } }) =>
  and(eq(account.userId, user.id), eq(account.providerId, IDENTITY));

/**
 * One's own sessions, to look at and to end (FM-9). The library's list tells the browser each session's token, which a
 * script in the page could read; this one tells ids. And whether an identity provider is linked (FM-11).
 */
export const sessionDoors = (db: Database) => ({
  id: 'session-doors',
  endpoints: {
    ownSessions: createAuthEndpoint(
      '/own-sessions',
      { method: 'GET', use: [sessionMiddleware] },
      async (ctx) => {
        const { user, session: own } = ctx.context.session;
        const rows = await db
          .select()
          .from(session)
          .where(and(eq(session.userId, user.id), gt(session.expiresAt, new Date())))
          .orderBy(desc(session.updatedAt), desc(session.id));
        const sessions = rows.map(
          (row): OwnSession => ({
            id: row.id,
            seenAt: row.updatedAt.getTime(),
            since: row.createdAt.getTime(),
            address: row.ipAddress,
            userAgent: row.userAgent,
            isThis: row.id === own.id,
          }),
        );
        return ctx.json({ sessions });
      },
    ),
    endOwnSession: createAuthEndpoint(
      '/own-sessions/end',
      { method: 'POST', use: [sessionMiddleware], body: z.object({ id: z.uuid() }) },
      async (ctx) => {
        const { id } = ctx.body;
        const userId = ctx.context.session.user.id;
        // Of the own alone; another's, or one that has ended, is answered alike.
        await db.transaction(async (tx) => {
          await tx.delete(session).where(and(eq(session.id, id), eq(session.userId, userId)));
          await endPushes(tx, userId, { ofSession: id });
        });
        return ctx.json({ ended: true });
      },
    ),
    ownIdentity: createAuthEndpoint(
      '/own-identity',
      { method: 'GET', use: [sessionMiddleware] },
      async (ctx) => {
        const rows = await db.select({ id: account.id }).from(account).where(identityOf(ctx.context.session));
        return ctx.json({ isLinked: rows.length > 0 });
      },
    ),
    unlinkIdentity: createAuthEndpoint(
      '/own-identity/unlink',
      { method: 'POST', use: [sessionMiddleware] },
      async (ctx) => {
        await db.delete(account).where(identityOf(ctx.context.session));
        return ctx.json({ isLinked: false });
      },
    ),
  },
});
