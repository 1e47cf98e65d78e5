import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { fuzzBulletin } from '../testing/fuzz-bulletin';
import { batchSchema, cloudEventSchema } from './cloud-event';
import { contentSchemas, STATEMENT_KINDS } from './content';
import { capabilitiesSchema, newKeySchema, problemSchema, REFUSALS, takenSchema } from './protocol';

const docs = (name: string) => fileURLToPath(new URL(`../../docs/protocols/${name}`, import.meta.url));
const read = (name: string) => readFileSync(docs(name), 'utf8');
const WIRE = {
  event: cloudEventSchema,
  capabilities: capabilitiesSchema,
  problem: problemSchema,
  taken: takenSchema,
  'new-key': newKeySchema,
  ...contentSchemas,
};

describe('NE the document for the other country', () => {
  test.each(Object.entries(WIRE))(
    'NE-16 the JSON Schema of %s is the one that we check by',
    async (name, schema) => {
      const written = `${JSON.stringify(z.toJSONSchema(schema), null, 2)}\n`;
      await expect(written).toMatchFileSnapshot(docs(`neighbour/${name}.schema.json`));
    },
  );

  test('NE-16 there is an example of every kind, and each is as the schemas say', () => {
    const examples: unknown = JSON.parse(read('neighbour/examples.json'));
    const parsed = batchSchema.safeParse(examples);
    expect(parsed.error?.issues ?? []).toEqual([]);
    expect((parsed.data ?? []).map(({ type }) => type).toSorted()).toEqual(
      STATEMENT_KINDS.map((kind) => `border.${kind}.v1`).toSorted(),
    );
    // Of one gate in its head and of another in what it says: whoever may take the one in might not the other.
    for (const event of parsed.data ?? []) {
      const subject = event.subject === 'TT' ? 'HN' : 'TT';
      expect(cloudEventSchema.safeParse({ ...event, subject }).success).toBe(false);
    }
  });

  test('NE-1 hostile input: nothing throws, nothing personal and nothing altered is taken in', () => {
    const examples: unknown = JSON.parse(read('neighbour/examples.json'));
    const { byOutcome } = fuzzBulletin(Array.isArray(examples) ? examples : [], 5_000, 20_261_127);
    expect(Math.min(...Object.values(byOutcome))).toBeGreaterThan(500);
  });

  test('NE-16 every code of refusal stands in the document with its status', () => {
    const text = read('neighbour.md');
    for (const [code, status] of Object.entries(REFUSALS))
      expect(text).toContain(`| \`${code}\` | ${status} |`);
    for (const kind of STATEMENT_KINDS) expect(text).toContain(`\`border.${kind}.v1\``);
  });
});
