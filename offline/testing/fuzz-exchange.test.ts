import { expect, test } from 'vitest';
import { EXCHANGE_PARSERS, fuzzExchange } from './fuzz-exchange';

/** Every answer that a parser can give. The long form is `npm run proof -- fuzz-exchange`. */
const ANSWERS = {
  push: ['bad-request', 'needs-update', 'read'],
  pull: ['bad-request', 'needs-update', 'read'],
  enrol: ['bad-request', 'needs-update', 'read'],
  answers: [
    'answer',
    'failed: busy',
    'failed: device-revoked',
    'failed: needs-sign-in',
    'failed: needs-update',
    'failed: not-the-centre',
    'failed: refused',
  ],
  events: [
    'applied',
    'duplicate',
    'fork',
    'quarantined: chain',
    'quarantined: device',
    'quarantined: gate',
    'quarantined: hash',
    'quarantined: shape',
    'quarantined: size',
  ],
} as const;

test.each(EXCHANGE_PARSERS)(
  'OF-9 hostile input, short form, %s: every answer reached, no exception, nothing taken for what it is not',
  (parser) => {
    const { byOutcome, mutations, inputs } = fuzzExchange(parser, 6000, 20_261_126);
    expect(Object.keys(byOutcome)).toEqual(ANSWERS[parser]);
    expect(Math.min(...Object.values(byOutcome))).toBeGreaterThan(10);
    expect(mutations).toBeGreaterThanOrEqual(inputs / 2);
  },
  60_000,
);
