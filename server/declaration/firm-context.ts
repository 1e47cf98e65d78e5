import type { Actor } from '@/domain/access/can';
import type { Context } from '@/server/api/context';

/** A signed-in person who acts for a firm. */
export type FirmContext = Context & {
  readonly actor: Extract<Actor, { kind: 'person' }>;
  readonly firmId: string;
};
