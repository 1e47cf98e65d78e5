import * as z from 'zod';
import type { FirmRole } from '../shared/vocabulary';

/** What people are told of (TE-1). Each is a fact that somebody else brought about. */
export const TELLING_KINDS = [
  'called',
  'call-recalled',
  'pass-revoked',
  'pass-reissued',
  'held',
  'released',
  'turned-back',
  'corrected',
  'question',
  'answer',
  'slot-got',
  'slot-moved',
  'slot-missed',
  'slot-unmet',
  'fee-due',
  'fee-paid',
  'late-due',
  'paper-ending',
  'paper-over',
] as const;
export const tellingKindSchema = z.enum(TELLING_KINDS);
export type TellingKind = z.infer<typeof tellingKindSchema>;

/** Ways to somebody. The inbox is always written and is none of them. */
export const CHANNELS = ['push', 'email', 'sms'] as const;
export const channelSchema = z.enum(CHANNELS);
export type Channel = z.infer<typeof channelSchema>;

export type TellingRule = {
  /** Whoever holds the pass is told as well. */
  readonly driver: boolean;
  /** Of the firm's people, besides owners, who are told of everything. */
  readonly roles: readonly FirmRole[];
  /** Of the firm's people who have chosen nothing else; each as far as it leads to them. */
  readonly channels: readonly Channel[];
  /** Goes through at night. */
  readonly isUrgent: boolean;
  /** Worth telling for so long after it was due, ms. */
  readonly lifeMs: number;
  /** Kinds about the same thing that are not worth telling any more once this has happened. */
  readonly overtakes: readonly TellingKind[];
  /** Not told to whom what it takes back was never sent. */
  readonly isMuteAlone: boolean;
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WORK: readonly FirmRole[] = ['declarant', 'dispatcher'];
const PAPERS: readonly FirmRole[] = ['declarant'];

const rule = (over: Partial<TellingRule>): TellingRule => ({
  driver: false,
  roles: WORK,
  channels: ['push'],
  isUrgent: false,
  lifeMs: 12 * HOUR_MS,
  overtakes: [],
  isMuteAlone: false,
  ...over,
});

/** Who is told of what, by which way, how soon and for how long (TE-1). */
export const TELLING_RULES: Readonly<Record<TellingKind, TellingRule>> = {
  called: rule({ driver: true, isUrgent: true, lifeMs: 2 * HOUR_MS }),
  'call-recalled': rule({
    driver: true,
    isUrgent: true,
    lifeMs: 2 * HOUR_MS,
    overtakes: ['called'],
    isMuteAlone: true,
  }),
  'pass-revoked': rule({
    driver: true,
    isUrgent: true,
    channels: ['push', 'email'],
    overtakes: ['pass-reissued'],
  }),
  'pass-reissued': rule({ driver: true, isUrgent: true, overtakes: ['pass-reissued'] }),
  held: rule({ driver: true }),
  released: rule({ driver: true, overtakes: ['held'], isMuteAlone: true }),
  'turned-back': rule({ driver: true, channels: ['push', 'email'] }),
  corrected: rule({ roles: PAPERS }),
  question: rule({ channels: ['push', 'email'] }),
  answer: rule({ channels: ['push'] }),
  'slot-got': rule({ driver: true, overtakes: ['slot-got', 'slot-moved'] }),
  'slot-moved': rule({ driver: true, lifeMs: 2 * HOUR_MS, overtakes: ['slot-moved'] }),
  'slot-missed': rule({ driver: true, overtakes: ['slot-got', 'slot-moved'] }),
  'slot-unmet': rule({}),
  'fee-due': rule({ roles: PAPERS, overtakes: ['fee-due'] }),
  'fee-paid': rule({ roles: PAPERS, channels: [], overtakes: ['fee-due'] }),
  'late-due': rule({ roles: PAPERS }),
  'paper-ending': rule({ channels: ['push', 'email'], lifeMs: DAY_MS, overtakes: ['paper-ending'] }),
  'paper-over': rule({ channels: ['push', 'email'], lifeMs: DAY_MS, overtakes: ['paper-ending'] }),
};

/** Whether somebody of the firm with this role is told of it (TE-1). */
export const isTold = (role: FirmRole, kind: TellingKind): boolean =>
  role === 'owner' || TELLING_RULES[kind].roles.includes(role);
