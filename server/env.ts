import * as z from 'zod';
import { BOARD_PLATES } from '@/domain/board/mask-plate';

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
  /** Where mail goes out, e.g. `smtps://user:password@mail.example:465`; without it nothing is sent. */
  MAIL_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).default('Border gate <no-reply@localhost>'),
  MAIL_TIMEOUT_SECONDS: z.coerce.number().min(1).max(120).default(20),
  /** Plates on the public boards: whole, or only enough to know one's own (BO-5). */
  BOARD_PLATES: z.enum(BOARD_PLATES).default('full'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
});
export type Environment = z.infer<typeof environmentSchema>;

let parsed: Environment | null = null;

/**
 * Read at first use and not at import: a build imports every route and has no database.
 * @throws ZodError that names the variable
 */
export function env(): Environment {
  parsed ??= environmentSchema.parse(process.env);
  return parsed;
}
