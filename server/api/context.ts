import type { Database } from '@/db/client';
import type { Actor } from '@/domain/access/can';
import type { Board } from '@/server/board/board';
import type { Clock } from '@/server/clock';
import type { KeyRing } from '@/server/keys/key-ring';

/** What a use case may reach for. Nothing else: no globals, so that a test holds every string. */
export type Context = {
  readonly actor: Actor;
  /** Gate data, through `inGate`. */
  readonly db: Database;
  /** People and firms, with the purpose of sign-in. */
  readonly accounts: Database;
  readonly clock: Clock;
  readonly board: Board;
  /** Opened at first use: a viewer of boards needs no key. */
  readonly keys: () => Promise<KeyRing>;
};
