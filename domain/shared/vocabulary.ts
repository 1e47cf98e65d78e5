import * as z from 'zod';
import { LOCALES } from './locales';

/** The glossary's closed sets. One spelling in the database, on the wire, in code and on screen. */

/** Forces at a gate that confirm steps. */
export const AGENCIES = [
  'border-guard',
  'customs',
  'medical-quarantine',
  'plant-quarantine',
  'animal-quarantine',
  'transport',
  'yard',
  'gate-centre',
] as const;
export const agencySchema = z.enum(AGENCIES);
export type Agency = z.infer<typeof agencySchema>;

/** Whoever can be waited for: an agency, or the firm that was asked something. */
export const PARTIES = [...AGENCIES, 'firm'] as const;
export const partySchema = z.enum(PARTIES);
export type Party = z.infer<typeof partySchema>;

/** Seen from Vietnam. */
export const DIRECTIONS = ['export', 'import'] as const;
export const directionSchema = z.enum(DIRECTIONS);
export type Direction = z.infer<typeof directionSchema>;

/** Kind of crossing: together with gate and direction it selects the process document (rule 3). */
export const CROSSING_KINDS = [
  'loaded',
  'transshipment',
  'line-exchange',
  'transit',
  'empty',
  'new-vehicle',
] as const;
export const crossingKindSchema = z.enum(CROSSING_KINDS);
export type CrossingKind = z.infer<typeof crossingKindSchema>;

/** What the load is, as far as order and flow care (rule 9). */
export const GOODS_CLASSES = [
  'perishable',
  'ordinary',
  'dangerous',
  'livestock',
  'new-vehicle',
  'empty',
] as const;
export const goodsClassSchema = z.enum(GOODS_CLASSES);
export type GoodsClass = z.infer<typeof goodsClassSchema>;

/** Where on the way a crossing stands; the flow strip reads left to right in this order. */
export const STAGES = ['declared', 'staging', 'called', 'gate', 'yard', 'line', 'left'] as const;
export const stageSchema = z.enum(STAGES);
export type Stage = z.infer<typeof stageSchema>;

/** Verdict of admission. "cannot-tell" is never "refuse" and never "proceed" (rule 4, docs/protocols/pass.md). */
export const VERDICTS = ['proceed', 'check', 'refuse', 'cannot-tell'] as const;
export const verdictSchema = z.enum(VERDICTS);
export type Verdict = z.infer<typeof verdictSchema>;

/** Roles of a firm's own people (FM-2). */
export const FIRM_ROLES = ['owner', 'declarant', 'dispatcher', 'viewer'] as const;
export const firmRoleSchema = z.enum(FIRM_ROLES);
export type FirmRole = z.infer<typeof firmRoleSchema>;

/** Sign-in roles. An officer also has an agency and a gate, a firm's person a firm. */
export const ROLES = [...FIRM_ROLES, 'officer', 'supervisor', 'manager'] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

export const localeSchema = z.enum(LOCALES);
export type Locale = z.infer<typeof localeSchema>;

export type LocalText = { readonly vi: string; readonly en: string; readonly zh: string };
export const localTextSchema = z.object({ vi: z.string(), en: z.string(), zh: z.string() });
