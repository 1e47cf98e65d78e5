import * as z from 'zod';
import { crossingIdSchema, eventIdSchema, hashSchema } from '../shared/identity';

/**
 * Bodies of what officers do besides ticking steps (protocol 2). Codes and numbers only: words that an officer types
 * travel in `sealed`, so that the outbox of a lost tablet names no vehicle and no person (OF-19).
 */

/** Places an inspection can be ordered at, in the order of the way through a gate. */
export const INSPECTION_PLACES = [
  'documents-desk',
  'scanner',
  'weighbridge',
  'physical-inspection',
  'plant-quarantine',
  'animal-quarantine',
  'medical-quarantine',
  'disinfection',
] as const;
export const inspectionPlaceSchema = z.enum(INSPECTION_PLACES);

export const QUARANTINE_KINDS = ['medical', 'plant', 'animal'] as const;
export const quarantineKindSchema = z.enum(QUARANTINE_KINDS);

/** What a firm is asked about. */
export const INFORMATION_SUBJECTS = [
  'customs-declaration',
  'documents',
  'vehicle',
  'driver',
  'goods',
  'seal',
  'other',
] as const;
export const informationSubjectSchema = z.enum(INFORMATION_SUBJECTS);

/** Which binding an officer compared with what stands before them (rule 5). */
export const CHECKED_BINDINGS = ['plate', 'trailer', 'container', 'seal', 'driver'] as const;
export const checkedBindingSchema = z.enum(CHECKED_BINDINGS);

export const PHOTO_SUBJECTS = ['plate', 'container', 'seal', 'goods', 'damage', 'document', 'other'] as const;
export const photoSubjectSchema = z.enum(PHOTO_SUBJECTS);
/** Largest sealed photograph, bytes. */
export const PHOTO_MAX_BYTES = 4 * 1024 * 1024;

const serialSchema = z.int().positive().max(999_999);

export const workBodySchemas = {
  /** The vehicle goes to these places, in this order. */
  'inspection.ordered': z.object({
    places: z.array(inspectionPlaceSchema).min(1).max(INSPECTION_PLACES.length),
    reason: z.enum(['risk', 'random', 'documents', 'goods', 'seal', 'other']),
  }),
  'inspection.reported': z.object({ place: inspectionPlaceSchema, result: z.enum(['passed', 'failed']) }),
  'quarantine.requested': z.object({ kind: quarantineKindSchema }),
  'quarantine.reported': z.object({
    kind: quarantineKindSchema,
    result: z.enum(['passed', 'treatment', 'failed']),
  }),
  /** The question itself is sealed; the firm answers at the centre. */
  'information.requested': z.object({ about: informationSubjectSchema }),
  'information.given': z.object({ request: eventIdSchema }),
  /** The Vietnamese lorries that take over the load (rule 3), as crossings. */
  'transshipment.paired': z.object({ receiving: z.array(crossingIdSchema).min(1).max(8) }),
  /** An officer looked: it is, or is not, what the pass binds. A number read off the vehicle is sealed. */
  'binding.checked': z.object({ which: checkedBindingSchema, matches: z.boolean() }),
  'note.added': z.object({}),
  /** `hash`: SHA-256 of the sealed bytes that are uploaded apart from the log. */
  'photo.taken': z.object({
    photo: z.uuid(),
    hash: hashSchema,
    bytes: z.int().positive().max(PHOTO_MAX_BYTES),
    subject: photoSubjectSchema,
  }),
  /** What the officer saw when asking is sealed. */
  'help.asked': z.object({ screen: z.string().max(40) }),
  /** `second`: another officer who unlocked with them after a day without the centre; `silentMs`: since it last answered. */
  'shift.opened': z.object({
    by: z.enum(['passphrase', 'pin', 'passkey']),
    second: z.string().max(60).nullable(),
    silentMs: z.int().nonnegative().nullable(),
  }),
  'shift.ended': z.object({
    why: z.enum(['locked', 'signed-out', 'handed-over', 'expired']),
    to: z.string().max(60).nullable(),
  }),
  /** Paper mode of a gate (rule 15), declared and ended by a manager; passes are numbered sheets. */
  'continuity.declared': z.object({
    firstSerial: serialSchema,
    lastSerial: serialSchema,
    reason: z.string().min(1).max(300),
  }),
  'continuity.ended': z.object({ continuity: eventIdSchema, reason: z.string().min(1).max(300) }),
  /**
   * What was ticked on paper, typed in later: `at` is the time written on the sheet, ms; agency and step stand in the
   * envelope. `conflict`: whoever entered it saw that the log says otherwise, and entered it all the same (CO-4).
   */
  'paper.entered': z.object({
    continuity: eventIdSchema,
    serial: serialSchema,
    at: z.int().nonnegative(),
    conflict: z.object({ code: z.string().max(16), reason: z.string().min(1).max(300) }).nullable(),
  }),
} as const;
