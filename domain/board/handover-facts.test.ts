import { describe, expect, test } from 'vitest';
import { eventNo } from '../testing/build-events';
import { countStages } from './count-crossings';
import { handoverFacts } from './handover-facts';

const none = countStages([], 0);
const quiet = {
  counts: none,
  flow: null,
  waiting: [],
  paperSince: null,
  openIncidents: 0,
  announcements: [],
};

describe('BO hand-over', () => {
  test('BO-7 nothing open, nothing said', () => {
    expect(handoverFacts(quiet)).toEqual([]);
  });

  test('BO-7 everything open is said, in its order', () => {
    const way = {
      open: true,
      changesAt: null,
      behindMinutes: 18,
      waitMs: null,
      waitLowMs: null,
      waitHighMs: null,
      next: [],
      called: [],
    };
    const text = { vi: 'a', en: 'b', zh: 'c' };
    const facts = handoverFacts({
      counts: { ...none, export: { ...none.export, called: 7 } },
      flow: { export: way, import: { ...way, behindMinutes: 0 } },
      waiting: [{ agency: 'customs', count: 3, longestSince: 5 }],
      paperSince: 9,
      openIncidents: 2,
      announcements: [{ id: eventNo(1), text, at: 1, until: null }],
    });
    expect(facts).toEqual([
      { kind: 'called', direction: 'export', count: 7 },
      { kind: 'behind', direction: 'export', minutes: 18 },
      { kind: 'waited-for', agency: 'customs', count: 3, longestSince: 5 },
      { kind: 'paper', since: 9 },
      { kind: 'incidents', count: 2 },
      { kind: 'announced', text, until: null },
    ]);
  });
});
