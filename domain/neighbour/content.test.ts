import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { cloudEventSchema } from './cloud-event';
import {
  contentSchema,
  contentSchemas,
  gateSchema,
  manifestSchema,
  plateSchema,
  STATEMENT_KINDS,
} from './content';

type Node = { readonly [key: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** Every schema of a string anywhere below. */
function strings(node: unknown): readonly Node[] {
  if (Array.isArray(node)) return node.flatMap(strings);
  if (!isNode(node)) return [];
  const own = node.type === 'string' ? [node] : [];
  return [...own, ...Object.values(node).flatMap(strings)];
}
const opened = (node: unknown): number => {
  if (Array.isArray(node)) return node.reduce((sum: number, each) => sum + opened(each), 0);
  if (!isNode(node)) return 0;
  const isOpen =
    node.type === 'object' && node.properties !== undefined && node.additionalProperties !== false;
  return (isOpen ? 1 : 0) + opened(Object.values(node));
};

/** What a day's people are called and numbered by, in the spellings in which they turn up. */
const PERSONAL = [
  'Đỗ Hữu Cường',
  'DO HUU CUONG',
  'CUONG',
  'NGUYENVANA',
  '王小明',
  '王小明师傅',
  '027300723494',
  '130503670401001',
  '11010519491231002X',
  '0703149027',
  '+84703149027',
  '123456789',
  'B1234567',
  'E12345678',
];

describe('NE what may be said', () => {
  test('NE-1 no field of any message takes free text: each string is a code, a time, an id, a plate or a token', () => {
    const found = strings(z.toJSONSchema(cloudEventSchema));
    expect(found.length).toBeGreaterThan(60);
    const free = found.filter((each) => !('const' in each || 'enum' in each || 'pattern' in each));
    expect(free).toEqual([]);
    expect(opened(z.toJSONSchema(cloudEventSchema))).toBe(0);
    expect(STATEMENT_KINDS.length).toBe(9);
  });

  test('NE-1 no pattern of any message lets a name, an identity number or a telephone number through', () => {
    const found = strings(Object.values(contentSchemas).map((schema) => z.toJSONSchema(schema)));
    const patterns = new Set(found.flatMap(({ pattern }) => (typeof pattern === 'string' ? [pattern] : [])));
    // A gate's code is a few capitals that a province chose (GA-1): what is kept and said is asked of its table instead.
    const ofGates = strings(z.toJSONSchema(gateSchema)).map(({ pattern }) => pattern);
    for (const pattern of ofGates) patterns.delete(String(pattern));
    expect(patterns.size).toBeGreaterThan(6);
    for (const pattern of patterns)
      expect(PERSONAL.filter((each) => new RegExp(pattern, 'u').test(each))).toEqual([]);
    expect(
      ['12C12345', '15R05622', '桂F12345', '桂F1234挂'].every((each) => plateSchema.safeParse(each).success),
    ).toBe(true);
  });

  const span = { from: '2026-11-27T08:00:00+08:00', until: '2026-11-27T09:00:00+08:00' };
  const manifest = {
    gate: 'HN',
    flow: 'vn-cn',
    ...span,
    coming: { vehicles: 1, byClass: { perishable: 1 } },
    named: {
      by: 'token',
      day: '2026-11-27',
      list: [{ token: 'a'.repeat(32), class: 'perishable', expectedAt: null }],
    },
  };

  test('NE-9 plates only under the number of an agreement, and never beside tokens', () => {
    const plates = [{ plate: '12C12345', class: 'perishable', expectedAt: null }];
    const reads = (named: unknown) => manifestSchema.safeParse({ ...manifest, named }).success;
    expect(reads(manifest.named)).toBe(true);
    expect(reads({ by: 'plate', reference: '12/2026/LS-GX', list: plates })).toBe(true);
    expect(reads({ by: 'plate', list: plates })).toBe(false);
    expect(reads({ by: 'token', day: '2026-11-27', list: plates })).toBe(false);
    expect(reads({ by: 'token', day: '2026-11-27', list: [], reference: '12/2026/LS-GX' })).toBe(false);
  });

  test('NE-1 a time without its offset, a member nobody knows and a list too long are refused', () => {
    const reads = (over: object) =>
      contentSchema.safeParse({ kind: 'manifest', said: { ...manifest, ...over } }).success;
    expect(reads({})).toBe(true);
    expect(reads({ from: '2026-11-27T08:00:00' })).toBe(false);
    expect(reads({ driver: 'Đỗ Hữu Cường' })).toBe(false);
    const [one] = manifest.named.list;
    expect(reads({ named: { ...manifest.named, list: Array.from({ length: 1001 }, () => one) } })).toBe(
      false,
    );
  });
});
