import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBase64url } from '../shared/base64url';
import { stepIdSchema } from '../shared/identity';
import { Device, deviceNo, MORNING } from '../testing/build-events';
import { testKey, verifyWithNode } from '../testing/pass-keys';
import { type ApprovalStatement, type Approver, approvalFault, approvalMessage } from './approval';
import { approvalCodeOf, readApprovalCode } from './approval-code';

const supervisor = testKey(41);
const stranger = testKey(42);
const HOUR = 3_600_000;
const approver = (change: Partial<Approver> = {}): Approver => ({
  id: 'supervisor-1',
  publicKey: toBase64url(supervisor.publicKey),
  from: MORNING - HOUR,
  to: null,
  ...change,
});

async function overridden(change: Partial<ApprovalStatement> = {}, { key = supervisor, at = MORNING } = {}) {
  const device = new Device(1);
  const draft = {
    type: 'release.overridden' as const,
    agency: 'border-guard' as const,
    actor: 'officer-1',
    step: stepIdSchema.parse('line-exit'),
    body: { reason: 'system-down', approvedBy: 'supervisor-1' },
  };
  const plain = device.write(at, draft);
  const statement: ApprovalStatement = {
    gateId: plain.gateId,
    device: plain.device,
    crossingId: plain.crossingId,
    passId: plain.passId,
    step: plain.step,
    actor: plain.actor,
    reason: 'system-down',
    approvedBy: 'supervisor-1',
    signedAt: MORNING,
    ...change,
  };
  const signature = toBase64url(await key.sign(approvalMessage(statement)));
  const { signedAt } = statement;
  const event = device.write(at, { ...draft, body: { ...draft.body, approval: { signedAt, signature } } });
  if (event.type !== 'release.overridden') throw new Error('no override');
  return event;
}

describe('RE approval', () => {
  test('RE-1 a signature by an approver in force over exactly this release counts', async () => {
    const event = await overridden();
    expect(await approvalFault(event, MORNING, [approver()], verifyWithNode)).toBeNull();
  });

  test.each([
    ['of another crossing', { crossingId: null }],
    ['of another pass', { passId: 'f'.repeat(32) as ApprovalStatement['passId'] }],
    ['of another tablet', { device: deviceNo(9) }],
    ['of another step', { step: null }],
    ['for another reason', { reason: 'emergency' }],
    ['for another officer', { actor: 'officer-2' }],
  ] as const)('RE-1 an approval %s is worth nothing here', async (_, change) => {
    expect(await approvalFault(await overridden(change), MORNING, [approver()], verifyWithNode)).toBe(
      'signature',
    );
  });

  test('RE-1 nobody approves by the own word, unsigned, by another key, or outside of the key’s time', async () => {
    const event = await overridden();
    const ask = (list: readonly Approver[], at = MORNING, one = event) =>
      approvalFault(one, at, list, verifyWithNode);
    expect(await ask([approver()], MORNING, { ...event, actor: 'supervisor-1' })).toBe('own-word');
    expect(await ask([approver()], MORNING, { ...event, actor: null })).toBe('own-word');
    const { approval: _, ...unsigned } = event.body;
    expect(await ask([approver()], MORNING, { ...event, body: unsigned })).toBe('unsigned');
    expect(await ask([approver()], MORNING, await overridden({}, { key: stranger }))).toBe('signature');
    expect(await ask([])).toBe('approver');
    expect(await ask([approver({ id: 'supervisor-2' })])).toBe('approver');
    expect(await ask([approver({ to: MORNING })])).toBe('approver');
    expect(await ask([approver({ from: MORNING + 1 })])).toBe('approver');
    expect(await ask([approver()], MORNING + HOUR)).toBe('time');
  });

  test('RE-1 an approval signed once cannot be shown again an hour later', async () => {
    const again = await overridden({}, { at: MORNING + HOUR });
    expect(await approvalFault(again, MORNING + HOUR, [approver()], verifyWithNode)).toBe('time');
  });

  test('RE-2 the code is read however it is typed, and nothing else is one', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 12, maxLength: 12 }),
        fc.constantFrom('-', ' ', '–', ''),
        (bytes, gap) => {
          const code = approvalCodeOf(bytes);
          expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
          const typed = code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('-', gap);
          expect(readApprovalCode(` ${typed} `)).toBe(code);
          expect(readApprovalCode(code.slice(1))).toBeNull();
          expect(readApprovalCode(`${code}0`)).toBeNull();
        },
      ),
    );
    expect(readApprovalCode('UUUU-UUUU-UUUU')).toBeNull();
    expect(readApprovalCode('')).toBeNull();
  });

  test('RE-2 every character is as likely as the next: 256 divides by 32', () => {
    const all = Uint8Array.from({ length: 256 }, (_, n) => n);
    const counts = new Map<string, number>();
    for (let at = 0; at + 12 <= 252; at += 12)
      for (const character of approvalCodeOf(all.subarray(at, at + 12)).replaceAll('-', ''))
        counts.set(character, (counts.get(character) ?? 0) + 1);
    expect(counts.size).toBe(32);
    expect(Math.max(...counts.values()) - Math.min(...counts.values())).toBeLessThanOrEqual(1);
  });
});
