import { describe, expect, test, vi } from 'vitest';
import { decodePass } from '@/domain/pass/decode-pass';
import { gateIdSchema } from '@/domain/shared/identity';
import { AGENCIES } from '@/domain/shared/vocabulary';
import type { Clock } from '../sync/clock';
import type { RandomBytes } from '../unlock/vault';
import { createPractice } from './practice-tablet';

const random: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));
const clock: Clock = { wall: () => Date.now(), mono: () => performance.now(), boot: 'practice-test' };
const begin = (agency: (typeof AGENCIES)[number] = 'border-guard') =>
  createPractice({
    gateId: gateIdSchema.parse('HN'),
    agency,
    checkpoint: 'gate',
    officer: { id: 'officer-1', name: 'Lý Thị Hoa' },
    clock,
    random,
  });

describe('practice', () => {
  test('OF-40 each invented vehicle meets the verdict it is there for, and what is done becomes confirmed', async () => {
    const { tablet, passes } = await begin();
    const verdicts = new Map<string, string>();
    for (const { kind, text } of passes) {
      const { decision, recorded } = await tablet.scan(text, 'trigger');
      expect(recorded.kind).toBe('recorded');
      verdicts.set(kind, `${decision.verdict} ${decision.code}`);
    }
    expect(Object.fromEntries(verdicts)).toEqual({
      good: 'proceed AD-OK',
      used: 'refuse AD-USED',
      held: 'refuse AD-HOLD',
      revoked: 'refuse PS-REV',
      'other-direction': 'refuse AD-DIR',
      forged: 'refuse PS-SIG',
      'not-a-pass': 'refuse PS-NOT',
    });
    const [good] = passes;
    const found = await tablet.lookUp(good?.claims?.binding.plate ?? '');
    const [vehicle] = found;
    if (vehicle?.stepHere == null) throw new Error('nothing to tick');
    expect((await tablet.confirmSteps(vehicle, [vehicle.stepHere])).kind).toBe('recorded');
    expect((await tablet.standing()).unsyncedCount).toBeGreaterThan(0);
    await tablet.exchange();
    expect((await tablet.standing()).unsyncedCount).toBe(0);
  });

  test('OF-40 no request leaves a practice, and no two practices know each other’s passes', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch');
    const [one, other] = [await begin(), await begin()];
    const text = one.passes[0]?.text ?? '';
    expect(decodePass(text).kind).toBe('decoded');
    expect((await other.tablet.scan(text, 'trigger')).decision.code).toBe('PS-KEY');
    await one.tablet.exchange();
    expect(fetched).not.toHaveBeenCalled();
    fetched.mockRestore();
  });

  test.each(AGENCIES)('OF-40 every force can practise: %s', async (agency) => {
    const { tablet, passes } = await begin(agency);
    const { decision } = await tablet.scan(passes[0]?.text ?? '', 'camera');
    expect(['proceed', 'check']).toContain(decision.verdict);
  });
});
