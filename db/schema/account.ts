import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { KeptPost, PersonChangeKind } from '@/domain/access/change-person';

/**
 * Who may sign in. The tables of the sign-in library, in its own shape (the property names are its), and the firms.
 * They belong to the province, not to a gate: no `gate_id` in their keys.
 */
const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** A business that declares. The id stands in every declaration of the firm. */
export const firm = pgTable(
  'firm',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    /** 10 digits, 10 + branch, or 12; unique where known, so that a spreadsheet's firms are found again. */
    taxCode: text('tax_code').unique(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    index('firm_name').on(table.name),
    uniqueIndex('firm_name_alone').on(table.name).where(sql`tax_code is null`),
  ],
);

export const person = pgTable(
  'person',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    /** Lower case. Null for who has only a number; the check `person_contact` asks for one of both. */
    email: text('email').unique(),
    /** E.164, proven by a code or an invitation sent to it. */
    phone: text('phone').unique(),
    emailVerified: boolean('email_verified').notNull().default(false),
    image: text('image'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    /** One of ROLES; set by whoever runs the installation or owns the firm, never by the person. */
    role: text('role').notNull(),
    gateId: text('gate_id'),
    agency: text('agency'),
    firmId: uuid('firm_id').references(() => firm.id),
    /** Since then nothing may be done under this name; the row stays, for the names in the log. */
    disabledAt: instant('disabled_at'),
    /** The password is the one a manager read out: it lets in to nothing but choosing an own one. */
    mustChangePassword: boolean('must_change_password').notNull().default(false),
  },
  (table) => [
    check('person_contact', sql`email is not null or phone is not null`),
    index('person_firm').on(table.firmId),
  ],
);

/** What a manager changed about a person, and why: written once, never changed. */
export const personChange = pgTable(
  'person_change',
  {
    /** UUIDv7. */
    id: uuid('change_id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    kind: text('kind').$type<PersonChangeKind>().notNull(),
    /** The post before and after; null where there was or is none. */
    before: jsonb('before').$type<KeptPost>(),
    after: jsonb('after').$type<KeptPost>(),
    reason: text('reason').notNull(),
    by: uuid('by_person_id')
      .notNull()
      .references(() => person.id),
    /** ms since the epoch. */
    at: bigint('at', { mode: 'number' }).notNull(),
  },
  (table) => [index('person_change_person').on(table.personId), index('person_change_at').on(table.at)],
);

export const session = pgTable(
  'session',
  {
    id: uuid('id').primaryKey(),
    token: text('token').notNull().unique(),
    userId: uuid('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    expiresAt: instant('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [index('session_person').on(table.userId)],
);

/** A way to prove who one is; today only `credential` (scrypt hash), later an identity provider. */
export const account = pgTable(
  'account',
  {
    id: uuid('id').primaryKey(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    userId: uuid('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: instant('access_token_expires_at'),
    refreshTokenExpiresAt: instant('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password_hash'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [index('account_person').on(table.userId)],
);

/** A key pair on somebody's phone, tablet or computer (WebAuthn); the centre knows the public half. */
export const passkey = pgTable(
  'passkey',
  {
    id: uuid('passkey_id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    /** base64url, as the device names it. */
    credentialId: text('credential_id').notNull().unique(),
    /** COSE key, base64url. */
    publicKey: text('public_key').notNull(),
    /** Signatures the device has counted; 0 where it counts none, as phones do. */
    counter: bigint('counter', { mode: 'number' }).notNull(),
    transports: jsonb('transports').$type<readonly string[]>().notNull(),
    /** Of the browser in which it was made. */
    userAgent: text('user_agent'),
    createdAt: instant('created_at').notNull(),
    usedAt: instant('used_at'),
  },
  (table) => [index('passkey_person').on(table.personId)],
);

export const verification = pgTable('verification', {
  id: uuid('id').primaryKey(),
  identifier: text('identifier').notNull(),
  value: text('value').notNull(),
  expiresAt: instant('expires_at').notNull(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});

/** Counters of the throttles (sign-in by address and by account, declarations by firm): shared by all nodes. */
export const signInRate = pgTable('sign_in_rate', {
  id: uuid('id').primaryKey(),
  key: text('key').notNull().unique(),
  count: integer('count').notNull(),
  /** ms since the epoch. */
  lastRequest: bigint('last_request', { mode: 'number' }).notNull(),
});
