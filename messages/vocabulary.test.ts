import { describe, expect, test } from 'vitest';
import { FLAG_CODES } from '@/domain/crossing/state';
import { GATE_FAULTS } from '@/domain/gate/check-gates';
import { GATE_KINDS, YARD_KINDS } from '@/domain/gate/gate-entry';
import { CROSSING_KINDS, DIRECTIONS, GOODS_CLASSES, PARTIES, STAGES } from '@/domain/shared/vocabulary';
import { SLOT_REFUSALS } from '@/domain/slot/may-take';
import { SLOT_CLASSES } from '@/domain/slot/slot';
import { INCIDENT_KINDS } from '@/domain/sync/incident';
import en from './en.json' with { type: 'json' };
import vi from './vi.json' with { type: 'json' };
import zh from './zh.json' with { type: 'json' };

describe.each([
  ['vi', vi],
  ['en', en],
  ['zh', zh],
])('words of the closed sets, %s', (_, messages) => {
  test.each([
    ['agency', messages.agency, PARTIES],
    ['stage', messages.stage, STAGES],
    ['flag', messages.flag, FLAG_CODES],
    ['goodsClass', messages.goodsClass, GOODS_CLASSES],
    ['crossingKind', messages.crossingKind, CROSSING_KINDS],
    ['direction', messages.direction, DIRECTIONS],
    ['slot.refusal', messages.slot.refusal, SLOT_REFUSALS],
    ['slot.class', messages.slot.class, SLOT_CLASSES],
    ['gates.fault', messages.gates.fault, GATE_FAULTS],
    ['gates.kind', messages.gates.kind, GATE_KINDS],
    ['gates.yardKind', messages.gates.yardKind, YARD_KINDS],
  ] as const)('%s has one word for every code and none to spare', (_namespace, words, codes) => {
    expect(Object.keys(words).sort()).toEqual([...codes].sort());
    for (const word of Object.values(words)) expect(word.trim()).toBe(word.normalize('NFC'));
    expect(Object.values(words).every((word) => word.length > 0)).toBe(true);
  });

  test('incident has a word and an advice for every kind', () => {
    const { severity, open, resolved, ...kinds } = messages.incident;
    expect(Object.keys(kinds).sort()).toEqual([...INCIDENT_KINDS].sort());
    expect(Object.keys(severity).sort()).toEqual(['notice', 'serious', 'warning']);
    for (const { word, advice } of Object.values(kinds)) expect(word && advice).toBeTruthy();
    expect(open && resolved).toBeTruthy();
  });
});
