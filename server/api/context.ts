import type { Database } from '@/db/client';
import type { Actor } from '@/domain/access/can';
import type { Board } from '@/server/board/board';
import type { Clock } from '@/server/clock';
import type { PushPort } from '@/server/connectors/push/push-port';
import type { KeyRing } from '@/server/keys/key-ring';
import type { Tell } from '@/server/message/tell';
import type { Link } from '@/server/neighbour/link';

/** What a use case may reach for. Nothing else: no globals, so that a test holds every string. */
export type Context = {
  readonly actor: Actor;
  /** In which the actor is signed in. Null: in none, or not by a browser. */
  readonly sessionId: string | null;
  /** Gate data, through `inGate`. */
  readonly db: Database;
  /** People and firms, with the purpose of sign-in. */
  readonly accounts: Database;
  readonly clock: Clock;
  readonly board: Board;
  /** Opened at first use: a viewer of boards needs no key. */
  readonly keys: () => Promise<KeyRing>;
  /** Where the request comes from, for the throttles of who has no account yet. */
  readonly address: string;
  /** Hands a message to the provider and returns at once; null: none is set up here. */
  readonly tell: Tell | null;
  /** The push services of browsers; opened at first use. */
  readonly push: () => Promise<PushPort>;
  /** Our side of the link over the border. */
  readonly neighbour: () => Promise<Link>;
};
