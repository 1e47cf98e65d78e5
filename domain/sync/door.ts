import * as z from 'zod';
import { deviceIdSchema, gateIdSchema } from '../shared/identity';
import { agencySchema } from '../shared/vocabulary';
import { enrolResponseSchema } from './protocol';

/** The door of the exchange besides enrolment by a session: a tablet with a code (DV-5), an officer on a tablet (DV-1). */

/** POST /api/sync/enrol-by-code: the supervisor's one-time code stands in place of a session. */
export const codeEnrolRequestSchema = z.object({
  protocol: z.int().positive(),
  device: deviceIdSchema,
  gateId: gateIdSchema,
  /** As typed or read, without the gate and without groups. */
  secret: z.string().min(1).max(64),
  publicKey: z.string().max(64),
});
export type CodeEnrolRequest = z.infer<typeof codeEnrolRequestSchema>;

/** What the supervisor decided about this tablet comes back, and what it must trust. */
export const codeEnrolResponseSchema = enrolResponseSchema.omit({ officer: true }).extend({
  name: z.string(),
  gateId: gateIdSchema,
  checkpoint: z.string(),
  agency: agencySchema,
});
export type CodeEnrolResponse = z.infer<typeof codeEnrolResponseSchema>;

export const CODE_REFUSALS = ['code-wrong', 'code-used', 'code-expired', 'too-many-tries'] as const;
export type CodeRefusal = (typeof CODE_REFUSALS)[number];
/** Body of a refusal; anything else is answered as by the rest of the exchange. */
export const codeRefusalSchema = z.object({ error: z.enum(CODE_REFUSALS), protocol: z.int() });

/** POST /api/sync/sign-in, signed by the tablet and with the officer's session: who this is, once per shift. */
export const signInRequestSchema = z.object({
  protocol: z.int().positive(),
  device: deviceIdSchema,
  gateId: gateIdSchema,
});
export const signInResponseSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('signed-in'),
    officer: z.object({ id: z.string().max(60), name: z.string() }),
    serverTime: z.int(),
  }),
  /** Somebody, but neither an officer of this tablet's gate and agency nor its supervisor. */
  z.object({ kind: z.literal('not-of-this-tablet') }),
]);
export type SignInResponse = z.infer<typeof signInResponseSchema>;
