import type { Actor } from '@/domain/access/can';

/** The name under which a person or a device stands in the log; nobody has none. */
export const actorId = (actor: Actor): string | null => (actor.kind === 'anonymous' ? null : actor.id);
