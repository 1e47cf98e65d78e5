import type { Actor } from '@/domain/access/can';
import type { Context } from '@/server/api/context';

/** What a use case of the control room gets: somebody known, by name in the log. */
export type PersonContext = Pick<Context, 'db' | 'clock'> & {
  readonly actor: Extract<Actor, { kind: 'person' }>;
};
