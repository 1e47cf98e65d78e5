import * as z from 'zod';
import { BOARD_PLATES } from '@/domain/board/mask-plate';
import { sourceSchema } from '@/domain/neighbour/cloud-event';
import { referenceSchema } from '@/domain/neighbour/content';

const environmentSchema = z.object({
  /** The owner: migrations and the operators' command line. */
  DATABASE_URL: z.string().min(1).optional(),
  /** The role gate_app: all the server ever uses. */
  APP_DATABASE_URL: z.string().min(1).optional(),
  /** Keys, the embedded database and its password. */
  DATA_DIR: z.string().min(1).default('.data'),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  BETTER_AUTH_SECRET: z.string().min(32).optional(),
  PUBLIC_ORIGIN: z.url().default('http://localhost:3000'),
  /** The supervised-area system (docs/protocols/vasscm.md); without it nothing is pulled. */
  VASSCM_URL: z.url().optional(),
  VASSCM_TOKEN: z.string().min(1).optional(),
  VASSCM_POLL_SECONDS: z.coerce.number().min(1).max(3600).default(30),
  VASSCM_TIMEOUT_SECONDS: z.coerce.number().min(1).max(120).default(10),
  /** The account that fees are paid to: NAPAS number of the bank, account, and its holder for people. */
  FEE_BANK: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  FEE_ACCOUNT: z
    .string()
    .regex(/^[A-Za-z0-9]{1,19}$/)
    .optional(),
  FEE_HOLDER: z.string().max(100).optional(),
  /** The bank's notices of credits (docs/protocols/bank.md); without it payments are booked at the desk. */
  BANK_URL: z.url().optional(),
  BANK_TOKEN: z.string().min(1).optional(),
  BANK_POLL_SECONDS: z.coerce.number().min(1).max(3600).default(10),
  /** Where mail goes out, e.g. `smtps://user:password@mail.example:465`; without it nothing is sent. */
  MAIL_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).default('Border gate <no-reply@localhost>'),
  MAIL_TIMEOUT_SECONDS: z.coerce.number().min(1).max(120).default(20),
  /** Who sends one-time codes and invitations (docs/protocols/messages.md); without it nobody registers or recovers. */
  MESSAGES_URL: z.url().optional(),
  MESSAGES_TOKEN: z.string().min(1).optional(),
  MESSAGES_TIMEOUT_SECONDS: z.coerce.number().min(1).max(60).default(10),
  /** Whom a push service of browsers writes to when something is wrong, `mailto:…` or `https://…`; without it, our own address. */
  PUSH_CONTACT: z.url({ protocol: /^(mailto|https)$/ }).optional(),
  /** Origins of push services besides those of the known browsers, with commas between. */
  PUSH_SERVICES: z.string().optional(),
  /** An OpenID Connect provider whose people may link it to their account; the address back is /api/auth/callback/identity. */
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** As its people know it. */
  OIDC_NAME: z.string().min(1).max(40).default('OpenID'),
  /** Who we are to the neighbour, and whom we speak with (docs/protocols/neighbour.md). */
  NEIGHBOUR_SELF: sourceSchema.default('urn:border:vn:lang-son'),
  NEIGHBOUR_OTHER: sourceSchema.default('urn:border:cn:guangxi'),
  /** Where their installation answers; without it they are heard by people and sheets, and by what they send us. */
  NEIGHBOUR_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Where they reach ours, if that is not PUBLIC_ORIGIN: what they sign names it. */
  NEIGHBOUR_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  /** Number of the agreement under which plates are told; without it tokens. */
  NEIGHBOUR_PLATES: referenceSchema.optional(),
  NEIGHBOUR_SECONDS: z.coerce.number().min(1).max(3600).default(20),
  /** Plates on the public boards: whole, or only enough to know one's own (BO-5). */
  BOARD_PLATES: z.enum(BOARD_PLATES).default('full'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
});
export type Environment = z.infer<typeof environmentSchema>;

/** @throws ZodError that names the variable */
export const environmentOf = (variables: Readonly<Record<string, string | undefined>>): Environment =>
  environmentSchema.parse(variables);

let parsed: Environment | null = null;

/**
 * Read at first use and not at import: a build imports every route and has no database.
 * @throws ZodError that names the variable
 */
export function env(): Environment {
  parsed ??= environmentOf(process.env);
  return parsed;
}
