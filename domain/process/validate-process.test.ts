import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../crossing/fold';
import { Device, MINUTE, MORNING } from '../testing/build-events';
import type { Process } from './process';
import { DOCUMENTED_PROCESSES, processFor, STANDARD_PROCESSES } from './standard-processes';
import { type ProcessFault, validateProcess } from './validate-process';

type Loose = { -readonly [K in keyof Process]: Process[K] };
const copyOf = (process: Process | undefined): Loose => structuredClone(process) as Loose;
const exportDocument = (): Loose => copyOf(DOCUMENTED_PROCESSES[0]);
const codesOf = (document: unknown): readonly ProcessFault['code'][] => {
  const outcome = validateProcess(document);
  return outcome.ok ? [] : [...new Set(outcome.error.map(({ code }) => code))];
};
const changed = (change: (document: Loose) => void): Loose => {
  const document = exportDocument();
  change(document);
  return document;
};
const step = (document: Loose, id: string) => {
  const found = document.steps.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};

describe('PR validation', () => {
  test.each(STANDARD_PROCESSES.map((process) => [process.id, process] as const))(
    'PR-7 %s is sound',
    (_, process) => {
      expect(validateProcess(JSON.parse(JSON.stringify(process)))).toEqual({ ok: true, value: process });
    },
  );

  test.each<[string, ProcessFault['code'], (document: Loose) => void]>([
    ['PR-1', 'PR-SHAPE', (d) => Object.assign(d, { steps: [] })],
    ['PR-1', 'PR-SHAPE', (d) => Object.assign(d, { direction: 'sideways' })],
    ['PR-1', 'PR-SHAPE', (d) => Object.assign(step(d, 'called'), { agencies: [] })],
    ['PR-1', 'PR-SHAPE', (d) => Object.assign(step(d, 'called'), { name: { vi: 'Gọi xe' } })],
    ['PR-1', 'PR-TWICE', (d) => d.steps.push(structuredClone(step(d, 'called')))],
    ['PR-1', 'PR-TWICE', (d) => step(d, 'gate-entry').agencies.push('customs')],
    ['PR-1', 'PR-REFERENCE', (d) => Object.assign(step(d, 'called'), { after: ['nowhere'] })],
    [
      'PR-1',
      'PR-REFERENCE',
      (d) => Object.assign(d, { preconditions: [{ step: 'nowhere', needs: ['called'], text: d.name }] }),
    ],
    [
      'PR-1',
      'PR-REFERENCE',
      (d) => Object.assign(d, { preconditions: [{ step: 'called', needs: ['nowhere'], text: d.name }] }),
    ],
    ['PR-2', 'PR-CYCLE', (d) => Object.assign(step(d, 'staging-arrival'), { after: ['line-exit'] })],
    ['PR-2', 'PR-CYCLE', (d) => Object.assign(step(d, 'called'), { after: ['called'] })],
    [
      'PR-2',
      'PR-CYCLE',
      (d) => Object.assign(d, { preconditions: [{ step: 'called', needs: ['fee-paid'], text: d.name }] }),
    ],
    ['PR-3', 'PR-END', (d) => Object.assign(step(d, 'line-exit'), { stage: 'line' })],
    ['PR-3', 'PR-END', (d) => Object.assign(step(d, 'fee-paid'), { stage: 'left' })],
    ['PR-3', 'PR-END', (d) => Object.assign(step(d, 'line-exit'), { optional: true, release: false })],
    ['PR-3', 'PR-RELEASE', (d) => Object.assign(step(d, 'release-check'), { release: true })],
    ['PR-3', 'PR-RELEASE', (d) => Object.assign(step(d, 'plant-quarantine'), { release: true })],
    ['PR-3', 'PR-REACH', (d) => Object.assign(step(d, 'release-check'), { after: ['fee-paid'] })],
  ])('%s %s is found', (_, code, change) => {
    expect(codesOf(changed(change))).toContain(code);
  });

  test('PR-4 a precondition may not be a step that can be skipped', () => {
    const preconditions = [{ step: 'fee-paid', needs: ['plant-quarantine'], text: exportDocument().name }];
    expect(codesOf(changed((d) => Object.assign(d, { preconditions })))).toEqual(['PR-OPTIONAL']);
  });

  test('PR-5 an optional step need not lead anywhere, an empty vehicle needs no release', () => {
    const loose = changed((d) =>
      Object.assign(step(d, 'release-check'), { after: ['medical-check', 'fee-paid'] }),
    );
    expect(codesOf(loose)).toEqual([]);
    expect(codesOf(changed((d) => Object.assign(step(d, 'line-exit'), { release: false })))).toEqual([]);
  });

  test('PR-1 no document makes it throw, and what it passes has one way to the end', {
    timeout: 60_000,
  }, () => {
    const sound = fc.constantFrom(...DOCUMENTED_PROCESSES, ...STANDARD_PROCESSES.slice(1, 9));
    const ids = DOCUMENTED_PROCESSES.flatMap(({ steps }) => steps.map(({ id }) => id as string));
    const surgery = fc.record({
      index: fc.nat(13),
      stage: fc.option(fc.constantFrom('yard', 'left', 'gate'), { freq: 2 }),
      after: fc.option(fc.subarray([...new Set(ids)], { maxLength: 3 }), { freq: 2 }),
      release: fc.option(fc.boolean(), { freq: 3 }),
      optional: fc.option(fc.boolean(), { freq: 3 }),
    });
    const outcomes = new Map<string, number>();
    fc.assert(
      fc.property(sound, fc.array(surgery, { maxLength: 3 }), (process, cuts) => {
        const document = copyOf(process);
        for (const { index, ...parts } of cuts) {
          const target = document.steps[index % document.steps.length];
          for (const [key, value] of Object.entries(parts))
            if (value !== null && target !== undefined) Object.assign(target, { [key]: value });
        }
        for (const code of codesOf(document)) outcomes.set(code, (outcomes.get(code) ?? 0) + 1);
        const outcome = validateProcess(document);
        if (!outcome.ok) return;
        outcomes.set('sound', (outcomes.get('sound') ?? 0) + 1);
        expect(canFinish(outcome.value)).toBe(true);
      }),
      { numRuns: 1500 },
    );
    for (const code of [
      'PR-REFERENCE',
      'PR-CYCLE',
      'PR-END',
      'PR-RELEASE',
      'PR-OPTIONAL',
      'PR-REACH',
      'sound',
    ])
      expect([code, (outcomes.get(code) ?? 0) > 5]).toEqual([code, true]);
  });

  test('PR-1 anything at all is answered with faults', () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        expect(validateProcess(anything).ok).toBe(false);
      }),
    );
  });
});

/** Ticks whoever is waited for until nobody is: a sound document brings every crossing to its end. */
function canFinish(process: Process): boolean {
  const device = new Device(1);
  const tick = (agency: Process['steps'][number]['agencies'][number], id: string, n: number) =>
    device.write(MORNING + n * MINUTE, {
      type: 'step.confirmed',
      body: { note: null },
      gateId: process.gateId,
      agency,
      step: process.steps.find((candidate) => candidate.id === id)?.id ?? null,
    });
  const scan = device.write(MORNING, {
    type: 'pass.scanned',
    body: { revision: 0, source: 'camera', confirmation: 'local' },
    gateId: process.gateId,
  });
  const events = [scan];
  for (let n = 1; n < 200; n += 1) {
    const state = fold(process, events);
    if (state.ended !== null) return state.ended.kind === 'completed' && state.flags.every(isAdviceOnRelease);
    const [next] = state.waitingOn;
    if (next === undefined || next.agency === 'firm' || next.step === null) return false;
    events.push(tick(next.agency, next.step, n));
  }
  return false;
}
const isAdviceOnRelease = ({ code }: { code: string }) => code === 'FL-RELEASE' || code === 'FL-UNDECLARED';

describe('PR as data', () => {
  test('PR-6 every standard process can be walked to its end by those who are waited for', () => {
    for (const process of STANDARD_PROCESSES)
      expect([process.id, canFinish(process)]).toEqual([process.id, true]);
  });

  test('PR-10 a new sub-gate gets its own process with no code change', () => {
    const file = `{
      "id": "nhinh-export-loaded", "version": 2, "gateId": "NHINH", "direction": "export", "kind": "loaded",
      "name": { "vi": "Na Hình: xuất khẩu", "en": "Na Hình: export", "zh": "那形：出口" },
      "source": "test", "assumed": true, "preconditions": [],
      "steps": [
        { "id": "barrier", "name": { "vi": "Qua chốt", "en": "Barrier", "zh": "道闸" }, "stage": "gate",
          "agencies": ["border-guard", "customs"], "after": [], "usesPass": true, "release": false, "grantsEligibility": false,
          "optional": false, "assumed": true },
        { "id": "weigh-bridge", "name": { "vi": "Cân xe", "en": "Weighed", "zh": "过磅" }, "stage": "yard",
          "agencies": ["yard"], "after": ["barrier"], "usesPass": false, "release": false, "grantsEligibility": false, "optional": false,
          "assumed": true },
        { "id": "out", "name": { "vi": "Ra", "en": "Out", "zh": "离开" }, "stage": "left",
          "agencies": ["border-guard"], "after": ["weigh-bridge"], "usesPass": false, "release": true, "grantsEligibility": false,
          "optional": false, "assumed": true }
      ]
    }`;
    const outcome = validateProcess(JSON.parse(file));
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
    expect(canFinish(outcome.value)).toBe(true);
    const all = [...STANDARD_PROCESSES, outcome.value];
    expect(processFor(all, outcome.value.gateId, 'export', 'loaded')).toBe(outcome.value);
  });

  test('PR-1 a step that still bears the name it was made with has no name', () => {
    const named = (en: string) =>
      changed((document) => {
        const [first, ...rest] = document.steps;
        if (first !== undefined) document.steps = [{ ...first, name: { ...first.name, en } }, ...rest];
      });
    expect(codesOf(named('New step '))).toEqual(['PR-NAME']);
    expect(codesOf(named(' '))).toEqual(['PR-NAME']);
    expect(codesOf(named('New step of ours'))).toEqual([]);
  });
});
