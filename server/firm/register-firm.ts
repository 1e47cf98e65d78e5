import { hashPassword } from 'better-auth/crypto';
import { v7 as uuidv7 } from 'uuid';
import { firm } from '@/db/schema/account';
import { memberChange } from '@/db/schema/firm-people';
import type { Contact } from '@/domain/access/contact';
import type { TaxCode } from '@/domain/identifiers/tax-code';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Locale } from '@/domain/shared/vocabulary';
import type { Context } from '../api/context';
import { findPerson } from '../auth/find-person';
import { issueCode, spendCode } from '../auth/one-time-codes';
import { countCodeSent, countVisit } from '../auth/throttle';
import { env } from '../env';
import { messageTo } from '../message/account-words';
import { giveAccount } from './give-account';
import { lockContact } from './lock-firm';

type AccountsContext = Pick<Context, 'accounts' | 'clock' | 'address' | 'tell'>;

export type Registration = {
  readonly firmName: string;
  readonly taxCode: TaxCode;
  readonly name: string;
  readonly contact: Contact;
  readonly password: string;
  readonly locale: Locale;
};

/**
 * First step (FM-1): nothing exists yet, a code goes to the contact. A contact that has an account gets word of that
 * instead, and the visitor the same answer after the same work (FM-8).
 */
export async function registerFirm(
  { accounts, clock, address, tell }: AccountsContext,
  { contact, password, locale, ...asked }: Registration,
): Promise<Result<{ readonly request: string }, 'AP-MANY' | 'AP-TELL'>> {
  const now = clock.now();
  if (tell === null) return err('AP-TELL');
  if (!(await countVisit(accounts, address, now))) return err('AP-MANY');
  if (!(await countCodeSent(accounts, contact.value, now))) return err('AP-MANY');
  const passwordHash = await hashPassword(password);
  const found = await findPerson(accounts, contact);
  const { request, code } = await issueCode(
    accounts,
    {
      purpose: 'register',
      contact,
      registration: {
        firmName: asked.firmName,
        taxCode: asked.taxCode.code,
        name: asked.name,
        passwordHash,
      },
    },
    now,
  );
  tell(
    messageTo(
      contact,
      locale,
      found === null || found.hasLeftFirm
        ? { kind: 'code', code }
        : { kind: 'known', address: new URL('/sign-in', env().PUBLIC_ORIGIN).href },
    ),
  );
  return ok({ request });
}

/**
 * Second step: the code came back, so the contact is the visitor's. Makes the firm and its first owner. A tax code that is
 * known already, by a registration or a spreadsheet, is refused: whoever has only its number must not get its papers.
 */
export async function confirmFirm(
  { accounts, clock, address }: AccountsContext,
  order: { readonly request: string; readonly code: string },
): Promise<Result<{ readonly firmId: string }, 'AP-CODE' | 'AP-FIRM' | 'AP-MAIL' | 'AP-MANY'>> {
  const now = clock.now();
  if (!(await countVisit(accounts, address, now))) return err('AP-MANY');
  return accounts.transaction(async (tx) => {
    const spent = await spendCode(tx, { ...order, purpose: 'register' }, now);
    if (spent === null || spent.registration === null) return err('AP-CODE');
    const { contact, registration } = spent;
    await lockContact(tx, contact);
    const known = await findPerson(tx, contact);
    if (known !== null && !known.hasLeftFirm) return err('AP-MAIL');
    const [made] = await tx
      .insert(firm)
      .values({
        id: uuidv7({ msecs: now }),
        name: registration.firmName,
        taxCode: registration.taxCode,
        createdAt: new Date(now),
      })
      .onConflictDoNothing({ target: firm.taxCode })
      .returning({ id: firm.id });
    if (made === undefined) return err('AP-FIRM');
    const entry = {
      name: registration.name,
      role: 'owner' as const,
      firmId: made.id,
      passwordHash: registration.passwordHash,
    };
    const id = await giveAccount(tx, contact, known, entry, now);
    // Takes the firm back with it.
    if (id === null) throw new Error('looked at and found free a moment before');
    await tx.insert(memberChange).values({
      id: uuidv7({ msecs: now }),
      firmId: made.id,
      personId: id,
      kind: 'registered',
      before: null,
      after: 'owner',
      by: id,
      at: now,
    });
    return ok({ firmId: made.id });
  });
}
