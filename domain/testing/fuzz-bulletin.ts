import * as fc from 'fast-check';
import { batchSchema } from '../neighbour/cloud-event';
import { statementOf } from '../neighbour/statement';
import { sameJson } from '../sync/canonical-json';

/** What must never be taken in, wherever in a message it stands. */
const SECRETS = [
  'Đỗ Hữu Cường',
  'NGUYEN VAN A',
  '王小明',
  '027300723494',
  '11010519491231002X',
  '+84703149027',
  'B1234567',
];
const SLOW_MS = 50;

type FuzzCounts = {
  readonly inputs: number;
  readonly byOutcome: Readonly<Record<'not-json' | 'refused' | 'taken', number>>;
  readonly slowestMs: number;
};

/**
 * Hostile input for what the neighbour says: half mutations of the examples, half texts from nothing. An exception, a
 * secret or a change of what was said that is taken in, or a slow answer ends it. Same seed, same inputs.
 */
export function fuzzBulletin(examples: readonly unknown[], inputs: number, seed: number): FuzzCounts {
  const byOutcome = { 'not-json': 0, refused: 0, taken: 0 };
  let slowestMs = 0;
  const arbitrary = inputArbitrary(examples);
  const chunk = 10_000;
  for (let done = 0; done < inputs; done += chunk)
    for (const text of fc.sample(arbitrary, { numRuns: Math.min(chunk, inputs - done), seed: seed + done })) {
      byOutcome[outcomeOf(text)] += 1;
      slowestMs = Math.max(slowestMs, readMs(text, slowestMs));
    }
  return { inputs, byOutcome, slowestMs };
}

function outcomeOf(text: string): keyof FuzzCounts['byOutcome'] {
  const value = parse(text);
  if (value === undefined) return 'not-json';
  const batch = batchSchema.safeParse(value);
  if (!batch.success) return 'refused';
  const kept = batch.data.map((event) => statementOf(event, { level: 'sheet', heardAt: 0 }));
  if (!sameJson(batch.data, value)) throw new Error(`taken otherwise than it was said: ${text}`);
  const written = JSON.stringify(kept);
  const secret = SECRETS.find((each) => written.includes(each));
  if (secret !== undefined) throw new Error(`"${secret}" was taken in: ${text}`);
  return 'taken';
}

/** The machine may be busy: what seems slow is timed again, and the best of five counts. */
function readMs(text: string, suspectMs: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5 && best > Math.max(suspectMs, SLOW_MS / 10); round += 1) {
    const startedAt = performance.now();
    batchSchema.safeParse(parse(text));
    best = Math.min(best, performance.now() - startedAt);
  }
  return best;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Edit = {
  readonly at: number;
  readonly do: 'remove' | 'double' | 'replace' | 'add';
  readonly with: unknown;
};

function inputArbitrary(examples: readonly unknown[]): fc.Arbitrary<string> {
  const valid = fc.subarray([...examples], { minLength: 1, maxLength: 3 });
  const odd = fc.oneof(
    fc.constantFrom(...SECRETS),
    fc.constantFrom(
      null,
      true,
      -1,
      0,
      1,
      1.5,
      1e308,
      '',
      '2026-11-27T08:00:00',
      '2026-11-27T08:00:00+07:00',
      [],
      {},
    ),
    fc.jsonValue(),
  );
  const edit: fc.Arbitrary<Edit> = fc.record({
    at: fc.nat(10_000),
    do: fc.constantFrom('remove', 'double', 'replace', 'add'),
    with: odd,
  });
  const edited = fc
    .tuple(valid, fc.array(edit, { minLength: 1, maxLength: 3 }))
    .map(([events, edits]) => JSON.stringify(edits.reduce<unknown>(apply, events)));
  const typed = fc
    .tuple(valid, fc.nat(100_000), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }))
    .map(([events, place, one]) => {
      const text = JSON.stringify(events);
      const at = place % text.length;
      return text.slice(0, at) + one + text.slice(at + 1);
    });
  const cut = fc.tuple(valid, fc.nat(100_000)).map(([events, place]) => {
    const text = JSON.stringify(events);
    return text.slice(0, place % text.length);
  });
  const mutated = fc.oneof(
    { weight: 6, arbitrary: edited },
    { weight: 3, arbitrary: typed },
    { weight: 1, arbitrary: cut },
  );
  const made = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.jsonValue().map((value) => JSON.stringify(value)),
    fc.array(fc.jsonValue(), { maxLength: 4 }).map((value) => JSON.stringify(value)),
    valid.map((events) => JSON.stringify(events)),
  );
  return fc.boolean().chain((mutate) => (mutate ? mutated : made));
}

/** One edit somewhere in a value: places are counted depth first. */
function apply(value: unknown, edit: Edit): unknown {
  const places = count(value);
  let left = edit.at % places;
  const walk = (node: unknown): unknown => {
    if (typeof node !== 'object' || node === null) return node;
    const entries = Object.entries(node).flatMap(([key, member]): [string, unknown][] => {
      const isHere = left === 0;
      left -= 1;
      return isHere ? edited(key, member, edit) : [[key, walk(member)]];
    });
    return Array.isArray(node) ? entries.map(([, member]) => member) : Object.fromEntries(entries);
  };
  return walk(value);
}

function edited(key: string, member: unknown, edit: Edit): [string, unknown][] {
  switch (edit.do) {
    case 'remove':
      return [];
    case 'replace':
      return [[key, edit.with]];
    case 'double':
      return [
        [key, member],
        [`${key}2`, member],
      ];
    case 'add':
      return [
        [key, member],
        ['driver', edit.with],
      ];
  }
}

function count(node: unknown): number {
  if (typeof node !== 'object' || node === null) return 1;
  return Object.values(node).reduce<number>((sum, member) => sum + 1 + count(member), 0) || 1;
}
