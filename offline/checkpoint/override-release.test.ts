import { beforeEach, describe, expect, test } from 'vitest';
import { STANDARD_PROCESSES } from '@/domain/process/standard-processes';
import { type Approver, approvalFault } from '@/domain/release/approval';
import { sealApproverList } from '@/domain/release/approver-list';
import { TEST_NOW, testKey, verifyWithNode } from '@/domain/testing/pass-keys';
import type { Tablet } from '../tablet';
import { SAMPLE_NOW } from '../testing/sample-passes';
import { gateHN } from '../testing/samples';
import { type SimulatedGate, simulatedGate, subjectNo } from '../testing/simulated-gate';
import { approvalKey } from '../unlock/approval-key';

const issuer = testKey(2);
const CODE = 'K7QM-3XPT-9WDA';
const HN_EXPORT = STANDARD_PROCESSES.find(({ id }) => id === 'hn-export-loaded');
const exit = HN_EXPORT?.steps.find((step) => step.release)?.id;
if (exit === undefined) throw new Error('no release step');

let gate: SimulatedGate;
let tablet: Tablet;
let approvers: readonly Approver[];

beforeEach(async () => {
  gate = await simulatedGate({ tablets: 2, passes: 2, pageSize: 50, turnstile: null });
  const { publicKey } = await approvalKey(CODE, gateHN);
  approvers = [{ id: 'supervisor-1', publicKey, from: SAMPLE_NOW - 60_000, to: null }];
  await publish(approvers, 1);
  const opened = gate.tablets[0]?.open();
  if (opened === undefined) throw new Error('no tablet');
  tablet = opened.tablet;
  await tablet.exchange();
  gate.tablets[0]?.setWeather('down');
});

async function publish(people: readonly Approver[], version: number) {
  const list = { gateId: gateHN, version, issuedAt: TEST_NOW, approvers: people };
  gate.centre.publish({ kind: 'list', document: await sealApproverList(list, issuer.kid, issuer.sign) });
}
const order = (code = CODE) => ({ reason: 'system-down' as const, code });

describe('override on a tablet', () => {
  test('RE-1 blocked with no network, a supervisor’s code lets it go, and the centre can prove who', async () => {
    expect(await tablet.confirmSteps(subjectNo(1), [exit])).toMatchObject({ kind: 'blocked' });
    expect(await tablet.overrideRelease(subjectNo(1), order('k7qm3xpt9wda'))).toMatchObject({
      kind: 'recorded',
    });
    expect((await tablet.vehicle(subjectNo(1))).crossing?.override).toMatchObject({
      approvedBy: 'supervisor-1',
      reason: 'system-down',
    });
    expect(await tablet.confirmSteps(subjectNo(1), [exit])).toMatchObject({ kind: 'recorded' });
    gate.tablets[0]?.setWeather('fair');
    await tablet.exchange();
    const sent = gate.centre.events().find((event) => event.type === 'release.overridden');
    if (sent?.type !== 'release.overridden') throw new Error('not sent');
    expect(sent).toMatchObject({ step: exit, actor: tablet.officer().id });
    expect(JSON.stringify(sent)).not.toMatch(/K7QM/i);
    expect(await approvalFault(sent, gate.now(), approvers, verifyWithNode)).toBeNull();
    expect(await approvalFault(sent, gate.now(), [], verifyWithNode)).toBe('approver');
  });

  test('RE-1 nothing is recorded for a text that is no code, a code of nobody, or one’s own', async () => {
    const before = (await tablet.standing()).unsyncedCount;
    expect(await tablet.overrideRelease(subjectNo(1), order('1234'))).toEqual({ kind: 'not-a-code' });
    expect(await tablet.overrideRelease(subjectNo(1), order('K7QM-3XPT-9WDB'))).toEqual({
      kind: 'unknown-code',
    });
    await publish(
      approvers.map((each) => ({ ...each, id: tablet.officer().id })),
      2,
    );
    gate.tablets[0]?.setWeather('fair');
    await tablet.exchange();
    expect(await tablet.overrideRelease(subjectNo(1), order())).toEqual({ kind: 'own-word' });
    expect((await tablet.standing()).unsyncedCount).toBe(before);
    expect(await tablet.confirmSteps(subjectNo(1), [exit])).toMatchObject({ kind: 'blocked' });
  });

  test('RE-6 a code that was taken back counts no more once the tablet has heard', async () => {
    await publish(
      approvers.map((each) => ({ ...each, to: SAMPLE_NOW - 1 })),
      2,
    );
    expect(await tablet.overrideRelease(subjectNo(1), order())).toMatchObject({ kind: 'recorded' });
    gate.tablets[0]?.setWeather('fair');
    await tablet.exchange();
    expect(await tablet.overrideRelease(subjectNo(2), order())).toEqual({ kind: 'unknown-code' });
  });

  test('RE-3 a tablet of the border guard answers nothing in customs’ place', async () => {
    await tablet.overrideRelease(subjectNo(1), order());
    gate.pass(60_000);
    const customs = await tablet.answerEligibility(subjectNo(1), false);
    expect(customs).toMatchObject({ kind: 'recorded' });
    // Said by a tablet of the border guard it is no answer of customs.
    expect((await tablet.vehicle(subjectNo(1))).crossing?.eligibility).toBeNull();
    expect(await tablet.confirmSteps(subjectNo(1), [exit])).toMatchObject({ kind: 'recorded' });
  });
});
