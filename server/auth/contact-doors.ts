import { APIError, createAuthEndpoint } from 'better-auth/api';
import { hashPassword } from 'better-auth/crypto';
import * as z from 'zod';
import type { Database } from '@/db/client';
import { MOST_CONTACT, parseContact } from '@/domain/access/contact';
import { localeSchema } from '@/domain/shared/vocabulary';
import { messageTo } from '../message/account-words';
import type { Tell } from '../message/tell';
import { type FoundPerson, findPerson } from './find-person';
import { issueCode, spendCode } from './one-time-codes';
import { openSession, wrong } from './open-session';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD, setOwnPassword } from './own-password';
import {
  ATTEMPTS_PER_ADDRESS,
  CODES_PER_ADDRESS,
  countAttempt,
  countCodeSent,
  forgetAttempts,
  THROTTLE_WINDOW_SECONDS,
} from './throttle';

const limit = (max: number) => ({ window: THROTTLE_WINDOW_SECONDS, max });
/** By address, beside the counts by contact. */
export const CONTACT_LIMITS = {
  '/sign-in/contact': limit(ATTEMPTS_PER_ADDRESS),
  '/sign-in/code': limit(ATTEMPTS_PER_ADDRESS),
  '/code/send': limit(CODES_PER_ADDRESS),
  '/code/recover': limit(CODES_PER_ADDRESS),
} as const;

const contactSchema = z.string().min(1).max(MOST_CONTACT);
const passwordSchema = z.string().min(1).max(LONGEST_PASSWORD);
const codeSchema = z.object({ request: z.uuid(), code: z.string().max(60) });

const tooMany = () => new APIError('TOO_MANY_REQUESTS');

/**
 * The doors by e-mail address or mobile number: password, one-time code, recovery (FM-6 to FM-8). Endpoints of our own
 * within the sign-in library, whose sessions and cookies they use; why not its plugins: decision 067.
 */
export function contactDoors({
  db,
  now,
  tell,
}: {
  readonly db: Database;
  readonly now: () => number;
  readonly tell: Tell | null;
}) {
  // What a password is compared with where there is none: the same work (FM-8).
  const nobodys = hashPassword(crypto.randomUUID());
  const mayCome = (found: FoundPerson | null): found is FoundPerson => found !== null && !found.isDisabled;

  return {
    id: 'contact-doors',
    endpoints: {
      signInContact: createAuthEndpoint(
        '/sign-in/contact',
        { method: 'POST', body: z.object({ contact: contactSchema, password: passwordSchema }) },
        async (ctx) => {
          const contact = parseContact(ctx.body.contact);
          const named = contact?.value ?? ctx.body.contact;
          if (!(await countAttempt(db, named, now()))) throw tooMany();
          const found = contact === null ? null : await findPerson(db, contact);
          const isRight = await ctx.context.password.verify({
            hash: found?.passwordHash ?? (await nobodys),
            password: ctx.body.password,
          });
          if (!mayCome(found) || found.passwordHash === null || !isRight) throw wrong();
          // Comparing takes a while: who was removed, or has another password by now, does not come in by the old one.
          const still = contact === null ? null : await findPerson(db, contact);
          if (!mayCome(still) || still.id !== found.id || still.passwordHash !== found.passwordHash)
            throw wrong();
          await forgetAttempts(db, named);
          return openSession(ctx, still);
        },
      ),
      sendCode: createAuthEndpoint(
        '/code/send',
        {
          method: 'POST',
          body: z.object({
            contact: contactSchema,
            purpose: z.enum(['sign-in', 'recover']),
            locale: localeSchema,
          }),
        },
        async (ctx) => {
          const { purpose, locale } = ctx.body;
          const contact = parseContact(ctx.body.contact);
          // Tells of the writing alone, not of whether anybody has it.
          if (contact === null) throw new APIError('BAD_REQUEST', { code: 'NO_CONTACT', message: 'contact' });
          if (tell === null) throw new APIError('SERVICE_UNAVAILABLE');
          if (!(await countCodeSent(db, contact.value, now()))) throw tooMany();
          const found = await findPerson(db, contact);
          const { request, code } = await issueCode(db, { purpose, contact }, now());
          if (mayCome(found) && found.isOfFirm) tell(messageTo(contact, locale, { kind: 'code', code }));
          return ctx.json({ request });
        },
      ),
      signInCode: createAuthEndpoint('/sign-in/code', { method: 'POST', body: codeSchema }, async (ctx) => {
        const spent = await spendCode(db, { ...ctx.body, purpose: 'sign-in' }, now());
        const found = spent === null ? null : await findPerson(db, spent.contact);
        if (!mayCome(found) || !found.isOfFirm) throw wrong();
        return openSession(ctx, found);
      }),
      recover: createAuthEndpoint(
        '/code/recover',
        {
          method: 'POST',
          body: codeSchema.extend({ password: passwordSchema.min(SHORTEST_PASSWORD) }),
        },
        async (ctx) => {
          const spent = await spendCode(db, { ...ctx.body, purpose: 'recover' }, now());
          const found = spent === null ? null : await findPerson(db, spent.contact);
          if (spent === null || !mayCome(found) || !found.isOfFirm) throw wrong();
          const hash = await ctx.context.password.hash(ctx.body.password);
          // Whoever had the old password, or a session by it, is out (FM-9).
          await setOwnPassword(db, { id: found.id, hash }, now());
          await forgetAttempts(db, spent.contact.value);
          return openSession(ctx, { ...found, mustChangePassword: false });
        },
      ),
    },
  };
}
