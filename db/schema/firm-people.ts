import { bigint, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { CodePurpose } from '@/domain/access/one-time-code';
import type { FirmRole } from '@/domain/shared/vocabulary';
import { firm, person } from './account';

/** How a firm's people come, change and go. Of the accounts area: open to the pool of sign-in alone. */
const at = (name: string) => bigint(name, { mode: 'number' });

/** An owner's invitation to one contact (FM-5). Its text is known to whoever got the message; here stands its hash. */
export const firmInvitation = pgTable(
  'firm_invitation',
  {
    /** UUIDv7. */
    id: uuid('invitation_id').primaryKey(),
    firmId: uuid('firm_id')
      .notNull()
      .references(() => firm.id),
    contact: text('contact').notNull(),
    role: text('role').$type<FirmRole>().notNull(),
    tokenHash: text('token_hash').notNull().unique(),
    invitedBy: uuid('invited_by')
      .notNull()
      .references(() => person.id),
    /** ms since the epoch, as all below. */
    invitedAt: at('invited_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
    withdrawnAt: at('withdrawn_at'),
  },
  (table) => [index('firm_invitation_firm').on(table.firmId)],
);

export const MEMBER_CHANGES = ['registered', 'joined', 'role', 'removed'] as const;

/** What happened to a firm's people: written once, never changed. */
export const memberChange = pgTable(
  'member_change',
  {
    /** UUIDv7. */
    id: uuid('change_id').primaryKey(),
    firmId: uuid('firm_id')
      .notNull()
      .references(() => firm.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    kind: text('kind', { enum: MEMBER_CHANGES }).notNull(),
    before: text('before').$type<FirmRole>(),
    after: text('after').$type<FirmRole>(),
    by: uuid('by_person_id')
      .notNull()
      .references(() => person.id),
    at: at('at').notNull(),
  },
  (table) => [index('member_change_firm').on(table.firmId, table.at)],
);

/** What a registration waits with until its code comes back. */
export type PendingRegistration = {
  readonly firmName: string;
  readonly taxCode: string;
  readonly name: string;
  readonly passwordHash: string;
};

/** A code that was sent, and as many rows for contacts that nobody has: the table does not tell who has an account. */
export const oneTimeCode = pgTable(
  'one_time_code',
  {
    /** UUIDv4, the secret of the browser that asked: a code typed elsewhere opens nothing. */
    id: uuid('request_id').primaryKey(),
    purpose: text('purpose').$type<CodePurpose>().notNull(),
    contact: text('contact').notNull(),
    codeHash: text('code_hash').notNull(),
    tries: integer('tries').notNull().default(0),
    expiresAt: at('expires_at').notNull(),
    registration: jsonb('registration').$type<PendingRegistration>(),
  },
  (table) => [index('one_time_code_expires').on(table.expiresAt)],
);
