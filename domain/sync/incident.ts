import * as z from 'zod';
import {
  crossingIdSchema,
  deviceIdSchema,
  eventIdSchema,
  gateIdSchema,
  passIdSchema,
} from '../shared/identity';

/** Conflicts become incidents, never silence (rule 14). The id is a hash of kind and cause: found twice, raised once. */
export const INCIDENT_KINDS = [
  'double-use',
  'admitted-after-revocation',
  'superseded-revision',
  'verdict-differs',
  'sequence-gap',
  'fork',
  'clock-suspect',
  'clone',
  'binding-mismatch',
  'agency-forged',
  'after-device-revocation',
  'paper-differs',
] as const;
export const incidentSchema = z.object({
  /** First 32 hex characters of SHA-256 over the kind and the ids of what caused it (IN-0), one per line. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
  gateId: gateIdSchema,
  kind: z.enum(INCIDENT_KINDS),
  severity: z.enum(['notice', 'warning', 'serious']),
  crossingId: crossingIdSchema.nullable(),
  passId: passIdSchema.nullable(),
  devices: z.array(deviceIdSchema).max(16),
  events: z.array(eventIdSchema).max(64),
  /** Device-corrected time of the latest fact, ms. */
  at: z.int(),
  resolved: z.object({ reason: z.string(), by: z.string().nullable(), at: z.int() }).nullable(),
});
export type Incident = z.infer<typeof incidentSchema>;
export type IncidentKind = Incident['kind'];
