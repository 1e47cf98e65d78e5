import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gateIdSchema } from '../shared/identity';
import type { Actor } from './can';
import { type Post, personRefusal, postSchema } from './change-person';

const [HN, TT] = [gateIdSchema.parse('HN'), gateIdSchema.parse('TT')];
type Person = Extract<Actor, { kind: 'person' }>;
const person = (over: Partial<Person>): Person => ({
  kind: 'person',
  id: 'me',
  role: 'manager',
  gateId: HN,
  agency: null,
  firmId: null,
  ...over,
});
const POSTS: readonly Post[] = [HN, TT].flatMap((gateId): readonly Post[] => [
  { role: 'officer', gateId, agency: 'customs' },
  { role: 'supervisor', gateId, agency: null },
  { role: 'manager', gateId, agency: null },
]);
const OVER_ALL: Post = { role: 'manager', gateId: null, agency: null };
const anyPost = fc.constantFrom(...POSTS, OVER_ALL, null);
const ask = (
  actor: Person,
  before: Post | null,
  after: Post | null,
  over: { personId?: string; others?: number } = {},
) =>
  personRefusal({ actor, personId: over.personId ?? 'them', before, after, othersOverAll: over.others ?? 1 });

describe('AC changing people', () => {
  test('AC-9 a gate’s manager gives and takes only posts of the gate; one without a gate all of them', () => {
    fc.assert(
      fc.property(anyPost, anyPost, (before, after) => {
        const isHere = [before, after].every((post) => post === null || post.gateId === HN);
        expect(ask(person({}), before, after)).toBe(isHere ? null : 'beyond');
        expect(ask(person({ gateId: null }), before, after)).toBeNull();
        for (const role of ['officer', 'supervisor', 'declarant'] as const)
          if (before !== null || after !== null) expect(ask(person({ role }), before, after)).toBe('beyond');
      }),
    );
  });

  test('AC-10 nobody changes himself, in no direction', () => {
    fc.assert(
      fc.property(anyPost, anyPost, fc.constantFrom(HN, null), (before, after, gateId) => {
        expect(ask(person({ gateId }), before, after, { personId: 'me' })).toBe('own');
      }),
    );
  });

  test('AC-11 the last manager of the province stays', () => {
    const actor = person({ gateId: null });
    for (const after of [null, ...POSTS]) {
      expect(ask(actor, OVER_ALL, after, { others: 0 })).toBe('last');
      expect(ask(actor, OVER_ALL, after, { others: 1 })).toBeNull();
    }
    expect(ask(actor, OVER_ALL, OVER_ALL, { others: 0 })).toBeNull();
  });

  test('AC-9 a post has what its role needs and nothing besides', () => {
    for (const post of [...POSTS, OVER_ALL]) expect(postSchema.safeParse(post).success).toBe(true);
    for (const post of [
      { role: 'officer', gateId: HN, agency: null },
      { role: 'officer', gateId: null, agency: 'customs' },
      { role: 'supervisor', gateId: null, agency: null },
      { role: 'supervisor', gateId: HN, agency: 'customs' },
      { role: 'declarant', gateId: null, agency: null },
    ])
      expect(postSchema.safeParse(post).success).toBe(false);
  });
});
