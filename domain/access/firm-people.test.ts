import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIRM_ROLES } from '../shared/vocabulary';
import { contactOf, MOST_CONTACT, parseContact } from './contact';
import { INVITATION_LIFE_MS, invitationState, memberRefusal } from './firm-member';
import { CODE_DIGITS, CODE_TRIES, codeText, isCodeAlive, parseCode } from './one-time-code';

const role = fc.constantFrom(...FIRM_ROLES);

describe('FM a firm’s people', () => {
  test('FM-3 nobody changes himself, the last owner stays, everything else an owner may', () => {
    fc.assert(
      fc.property(
        role,
        fc.option(role),
        fc.boolean(),
        fc.nat({ max: 3 }),
        (before, after, isSelf, otherOwners) => {
          const refusal = memberRefusal({
            actorId: 'a',
            memberId: isSelf ? 'a' : 'b',
            before,
            after,
            otherOwners,
          });
          const leavesNone = before === 'owner' && after !== 'owner' && otherOwners === 0;
          expect(refusal).toBe(isSelf ? 'own' : leavesNone ? 'last' : null);
        },
      ),
    );
  });

  test('FM-3 owners who follow the rule never leave a firm without one', () => {
    const step = fc.record({ actor: fc.nat({ max: 4 }), member: fc.nat({ max: 4 }), after: fc.option(role) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const people = new Map([0, 1, 2, 3, 4].map((id) => [id, id === 0 ? 'owner' : 'viewer'] as const));
        const roles = new Map<number, (typeof FIRM_ROLES)[number]>(people);
        for (const { actor, member, after } of steps) {
          const before = roles.get(member);
          if (roles.get(actor) !== 'owner' || before === undefined) continue;
          const otherOwners = [...roles].filter(([id, each]) => id !== member && each === 'owner').length;
          const order = { actorId: `${actor}`, memberId: `${member}`, before, after, otherOwners };
          if (memberRefusal(order) !== null) continue;
          if (after === null) roles.delete(member);
          else roles.set(member, after);
        }
        expect([...roles.values()]).toContain('owner');
      }),
    );
  });

  test('FM-5 an invitation is open for a week, until it is used or withdrawn', () => {
    const made = { expiresAt: INVITATION_LIFE_MS, usedAt: null, withdrawnAt: null };
    expect(invitationState(made, 0)).toBe('open');
    expect(invitationState(made, INVITATION_LIFE_MS - 1)).toBe('open');
    expect(invitationState(made, INVITATION_LIFE_MS)).toBe('expired');
    expect(invitationState({ ...made, withdrawnAt: 1 }, 2)).toBe('withdrawn');
    expect(invitationState({ ...made, usedAt: 1, withdrawnAt: 2 }, INVITATION_LIFE_MS)).toBe('used');
  });

  test('FM-6 one account however its address or number is written', () => {
    for (const text of [
      '0912 345 678',
      '+84 912.345.678',
      '0084912345678',
      '912345678',
      '０９１２３４５６７８',
    ])
      expect(parseContact(text)).toEqual({ kind: 'phone', value: '+84912345678' });
    expect(parseContact(' Lan.Nguyen@Example.VN ')).toEqual({
      kind: 'email',
      value: 'lan.nguyen@example.vn',
    });
    expect(parseContact('+86 139 0139 3491')).toEqual({ kind: 'phone', value: '+8613901393491' });
  });

  test('FM-6 what is neither is nothing: landlines, other countries’ numbers, several addresses, endless text', () => {
    for (const text of [
      '',
      '.',
      'lan',
      'lan@',
      '@example.vn',
      'a@b',
      'a@b.vn, c@d.vn',
      'a b@c.vn',
      '02053 123 456',
      '+1 202 555 0123',
      `${'x'.repeat(MOST_CONTACT)}@example.vn`,
    ])
      expect(parseContact(text), text).toBeNull();
  });

  test('FM-6 reading never throws, and what was read reads as itself', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.emailAddress()), (text) => {
        const contact = parseContact(text);
        if (contact === null) return;
        expect(parseContact(contact.value)).toEqual(contact);
        expect(contactOf(contact.value)).toEqual(contact);
      }),
    );
  });

  test('FM-7 a code is read with gaps and full-width digits, and lives for its time and its tries', () => {
    const digits = fc.stringMatching(/^\d{8}$/);
    fc.assert(
      fc.property(digits, (code) => {
        expect(parseCode(` ${codeText(code)} `)).toBe(code);
      }),
    );
    expect(parseCode('１２３４５６７８')).toBe('12345678');
    for (const text of ['', '1234567', '123456789', '1234567a', '-'.repeat(CODE_DIGITS)])
      expect(parseCode(text)).toBeNull();
    expect(isCodeAlive({ expiresAt: 10, tries: 0 }, 9)).toBe(true);
    expect(isCodeAlive({ expiresAt: 10, tries: 0 }, 10)).toBe(false);
    expect(isCodeAlive({ expiresAt: 10, tries: CODE_TRIES }, 9)).toBe(false);
  });
});
