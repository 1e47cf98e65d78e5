import { describe, expect, test } from 'vitest';
import { passIdSchema } from '../shared/identity';
import type { Agency } from '../shared/vocabulary';
import type { GateEvent } from '../sync/event';
import { MINUTE, passNo } from '../testing/build-events';
import { EXPORT, flagsOf, Gate, statusOf } from '../testing/shift';
import { fold } from './fold';
import { UNDO_WITHOUT_REASON_MS } from './undo';

describe('FO undo', () => {
  const undo = (target: GateEvent, reason: string | null, agency: Agency | null = null) => ({
    type: 'event.undone' as const,
    body: { event: target.id, reason },
    agency,
  });

  test('FO-8 the own tablet takes back at once, later only with a reason', () => {
    for (const [afterMs, reason, counts] of [
      [5_000, null, true],
      [UNDO_WITHOUT_REASON_MS + 1, null, false],
      [3_600_000, 'wrong lorry', true],
      [3_600_000, '  ', false],
    ] as const) {
      const gate = new Gate();
      const tick = gate.tick(10, 'yard', 'staging-arrival');
      const taken = gate.say(10 + afterMs / MINUTE, 'yard', undo(tick, reason, 'yard'));
      const state = fold(EXPORT, gate.events);
      expect(statusOf(state, 'staging-arrival')).toBe(counts ? 'open' : 'confirmed');
      expect(flagsOf(state, taken)).toEqual(counts ? [] : ['FL-UNDO']);
    }
  });

  test('FO-8 another officer may not, a supervisor may, with a reason', () => {
    for (const [agency, reason, counts] of [
      ['customs', 'I say so', false],
      [null, null, false],
      [null, 'wrong lorry', true],
    ] as const) {
      const gate = new Gate();
      const tick = gate.tick(10, 'yard', 'staging-arrival');
      const taken = gate.say(11, 'other', undo(tick, reason, agency));
      const state = fold(EXPORT, gate.events);
      expect(flagsOf(state, taken)).toEqual(counts ? [] : ['FL-UNDO']);
      expect(statusOf(state, 'staging-arrival')).toBe(counts ? 'open' : 'confirmed');
    }
  });

  test('FO-8 no undo of an undo, of a declaration, of a scan or of a revocation', () => {
    const gate = new Gate();
    const tick = gate.tick(10, 'yard', 'staging-arrival');
    const first = gate.say(10.01, 'yard', undo(tick, 'slip', 'yard'));
    const [declared] = gate.events;
    const revoked = gate.say(11, 'centre', {
      type: 'pass.revoked',
      body: { reason: 'swap' },
      passId: passIdSchema.parse(passNo(1)),
    });
    const refused = [first, declared, revoked].map((target, n) =>
      gate.say(12 + n, 'centre', undo(target as GateEvent, 'please')),
    );
    const state = fold(EXPORT, gate.events);
    for (const event of refused) expect(flagsOf(state, event)).toEqual(['FL-UNDO']);
    expect(statusOf(state, 'staging-arrival')).toBe('open');
    expect(state.declared).not.toBeNull();
    expect(state.passes).toMatchObject([{ status: 'revoked' }]);
  });

  test('FO-8 an undo that arrives before its target waits for it', () => {
    const gate = new Gate();
    const tick = gate.tick(10, 'yard', 'staging-arrival');
    const taken = gate.say(10.01, 'yard', undo(tick, null, 'yard'));
    const early = gate.events.filter((event) => event !== tick);
    expect(flagsOf(fold(EXPORT, early), taken)).toEqual([]);
    expect(statusOf(fold(EXPORT, [...early, tick]), 'staging-arrival')).toBe('open');
  });
});
