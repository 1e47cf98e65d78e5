import * as z from 'zod';
import { gateIdSchema } from '../shared/identity';
import { agencySchema } from '../shared/vocabulary';
import type { Actor } from './can';

/** Roles that a manager gives out. Declarants belong to their firms. */
export const STAFF_ROLES = ['officer', 'supervisor', 'manager'] as const;

/** What somebody is here: a role with exactly what belongs to it. A manager without a gate has them all. */
export const postSchema = z.discriminatedUnion('role', [
  z.object({ role: z.literal('officer'), gateId: gateIdSchema, agency: agencySchema }),
  z.object({ role: z.literal('supervisor'), gateId: gateIdSchema, agency: z.null() }),
  z.object({ role: z.literal('manager'), gateId: gateIdSchema.nullable(), agency: z.null() }),
]);
export type Post = Readonly<z.infer<typeof postSchema>>;

/** What the history keeps: the post, and of a corrected name or address what it was and what it became. */
export type KeptPost = Post & { readonly name?: string; readonly email?: string };

/** `own`: of oneself · `beyond`: more than one has, or somebody else's · `last`: nobody would be left to undo it. */
export type PersonRefusal = 'own' | 'beyond' | 'last';
export const PERSON_CHANGES = [
  'added',
  'moved',
  'corrected',
  'disabled',
  'enabled',
  'password-renewed',
] as const;
export type PersonChangeKind = (typeof PERSON_CHANGES)[number];

type Person = Extract<Actor, { kind: 'person' }>;

/** AC-9: whom a manager may touch: at the own gate those of the gate, without a gate everybody. */
export const isWithinReach = (actor: Person, post: Post): boolean =>
  actor.role === 'manager' && (actor.gateId === null || actor.gateId === post.gateId);

const isOverAll = (post: Post | null): boolean => post?.role === 'manager' && post.gateId === null;

/**
 * Whether somebody's post may be changed so. Null: it may. `before` null: a new person; `after` null: nothing may be done
 * under that name any more. `othersOverAll`: managers of the province besides this one who can sign in.
 */
export function personRefusal(change: {
  readonly actor: Person;
  readonly personId: string | null;
  readonly before: Post | null;
  readonly after: Post | null;
  readonly othersOverAll: number;
}): PersonRefusal | null {
  const { actor, personId, before, after } = change;
  // AC-10: not even downwards: whoever shall judge it is somebody else.
  if (personId === actor.id) return 'own';
  if ([before, after].some((post) => post !== null && !isWithinReach(actor, post))) return 'beyond';
  if (isOverAll(before) && !isOverAll(after) && change.othersOverAll === 0) return 'last';
  return null;
}
