import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkSubmission } from '@/domain/declaration/check-submission';
import {
  type AcceptedSubmission,
  SUBMISSION_FIELDS,
  type Submission,
  type SubmissionField,
} from '@/domain/declaration/submission';
import { encodePass } from '@/domain/pass/encode-pass';
import { kidSchema, passIdSchema } from '@/domain/shared/identity';
import { declaredBodySchema } from '@/domain/sync/event';

const GOOD: Submission = {
  ...(Object.fromEntries(SUBMISSION_FIELDS.map((field) => [field, ''])) as Record<SubmissionField, string>),
  direction: 'xuất',
  gate: 'HN',
  plate: '90H-446.05',
  firmName: 'Công ty A',
  goodsName: 'Xoài',
};

async function store({ binding, personal, ...accepted }: AcceptedSubmission): Promise<string> {
  const { kind, direction, goods, firm, rawPlate, plannedArrivalAt, regime, route } = accepted;
  const process = { id: 'any', version: 1 };
  const body = { process, kind, route, binding, rawPlate, goods, plannedArrivalAt, regime };
  declaredBodySchema.parse({ ...body, firm: { id: 'a', ...firm } });
  const times = { notBefore: 1, notAfter: 2, revision: 0, gateNumber: 1, staticPrintAllowed: true };
  const driver = personal.driverName ?? '';
  return encodePass(
    {
      ...times,
      passId: passIdSchema.parse('a'.repeat(32)),
      kind,
      direction,
      goodsClass: goods.class,
      driver,
      binding,
    },
    kidSchema.parse('00000000'),
    async () => new Uint8Array(64),
  );
}

test('whatever text is accepted fits into the event and onto the pass: one odd row never stops a sheet', async () => {
  const letters = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ unit: fc.constantFrom(...'ĐỆÁô桂挂粤A9-. \u200b'), maxLength: 60 }),
    fc.string({ maxLength: 320 }),
    fc.string({ unit: fc.constantFrom('\ud83d', '\u0000', '\u0007', 'A', '1', ' '), maxLength: 20 }),
  );
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...SUBMISSION_FIELDS), letters, async (field, text) => {
      const checked = checkSubmission({ ...GOOD, [field]: text });
      if (checked.accepted === null) return;
      accepted += 1;
      expect(await store(checked.accepted)).toMatch(/^GP1:/);
      // What Postgres cannot hold in a JSON document.
      expect(JSON.stringify(checked.accepted)).not.toMatch(/\\u0000|\\ud[89a-f]/);
    }),
    { numRuns: 1500 },
  );
  expect(accepted).toBeGreaterThan(200);
}, 30_000);
