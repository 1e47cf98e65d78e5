import * as z from 'zod';

/** Branded identifiers: a plate can never be passed where a pass id is meant. */

/** Gate code of the gates table, e.g. `HN`. First in every key of gate data. */
export const gateIdSchema = z
  .string()
  .regex(/^[A-Z]{2,8}$/)
  .brand<'GateId'>();
export type GateId = z.infer<typeof gateIdSchema>;

/** In the place of a gate where something is about a firm and no gate; no gate has this code (decision 087). */
export const OF_PROVINCE: GateId = gateIdSchema.parse('PROVINCE');

/** One vehicle's trip, UUIDv7. */
export const crossingIdSchema = z.uuid().brand<'CrossingId'>();
export type CrossingId = z.infer<typeof crossingIdSchema>;

/** 16 bytes as 32 lowercase hex characters, as in label 7 of the pass. */
export const passIdSchema = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .brand<'PassId'>();
export type PassId = z.infer<typeof passIdSchema>;

/** A tablet, or the server itself, that writes its own numbered chain of events. UUIDv7. */
export const deviceIdSchema = z.uuid().brand<'DeviceId'>();
export type DeviceId = z.infer<typeof deviceIdSchema>;

/** UUIDv7, made by the device that wrote the event; idempotency key of the exchange. */
export const eventIdSchema = z.uuid().brand<'EventId'>();
export type EventId = z.infer<typeof eventIdSchema>;

/** SHA-256 as 64 lowercase hex characters. */
export const hashSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'Hash'>();
export type Hash = z.infer<typeof hashSchema>;

/** Key id of an issuer key: first 4 bytes of SHA-256(public key), 8 lowercase hex characters. */
export const kidSchema = z
  .string()
  .regex(/^[0-9a-f]{8}$/)
  .brand<'Kid'>();
export type Kid = z.infer<typeof kidSchema>;

/** Identifier of a step inside one process document, e.g. `gate-entry`. */
export const stepIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,39}$/)
  .brand<'StepId'>();
export type StepId = z.infer<typeof stepIdSchema>;
