import { expect, test } from 'vitest';
import { STANDARD_PROCESSES } from '@/domain/process/standard-processes';
import { gateIdSchema, stepIdSchema } from '@/domain/shared/identity';
import type { Agency } from '@/domain/shared/vocabulary';
import type { Lane } from '../store/rows';
import { yardHere, yardOfTick } from './yard-here';

const PARK = 'Viettel Logistics Park';
const LANE: Lane = { direction: 'both', post: null };
const here = (checkpoint: string, over: { gate?: string; agency?: Agency; lane?: Partial<Lane> } = {}) => ({
  enrolment: {
    gateId: gateIdSchema.parse(over.gate ?? 'HN'),
    checkpoint,
    agency: over.agency ?? ('yard' as const),
  },
  lane: { ...LANE, ...over.lane },
});

test('GA-10 the yard set on the tablet comes first, then the one its checkpoint is named after', () => {
  expect(yardHere(here('Bãi viettel logistics park, cổng 2'), 'staging')).toBe(PARK);
  expect(yardHere(here(PARK, { lane: { yard: 'Khu phi thuế quan' } }), 'staging')).toBe('Khu phi thuế quan');
  expect(yardHere(here(PARK, { lane: { yard: null } }), 'staging')).toBeNull();
  // Set for yards outside, it says nothing of those inside.
  expect(yardHere(here('Barie 4', { lane: { yard: PARK } }), 'staging')).toBe(PARK);
  expect(yardHere(here('Barie 4'), 'staging')).toBeNull();
});

test('GA-10 a yard operator stands at the only yard there is; of anybody else it is not guessed', () => {
  expect(yardHere(here('Barie 4', { gate: 'TT' }), 'yard')).toBe('Bảo Nguyên');
  expect(yardHere(here('Barie 4', { gate: 'TT', agency: 'customs' }), 'yard')).toBeNull();
  expect(yardHere(here('Barie 4', { gate: 'CM' }), 'staging')).toBeNull();
});

test('GA-10 only a tick at a step where vehicles stand in a yard names one', () => {
  const process = STANDARD_PROCESSES.find(({ id }) => id === 'hn-export-loaded') ?? null;
  const at = (step: string) => yardOfTick(here(PARK), process, stepIdSchema.parse(step));
  expect([at('staging-arrival'), at('gate-entry'), at('no-such-step')]).toEqual([PARK, null, null]);
});
