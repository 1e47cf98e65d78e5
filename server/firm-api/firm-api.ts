import type { Database } from '@/db/client';
import type { Actor } from '@/domain/access/can';
import type { KeyRing } from '../keys/key-ring';

/** What an answer to a firm's own system may reach for. */
export type FirmApi = {
  readonly db: Database;
  /** Where the throttle counts. */
  readonly accounts: Database;
  readonly keys: () => Promise<KeyRing>;
  /** ms since the epoch. */
  readonly now: () => number;
  readonly origin: string;
  readonly onBug: (error: unknown) => void;
};

/** A firm's own system that has shown its key. */
export type Program = Extract<Actor, { kind: 'program' }>;
