import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { canonicalJson } from './canonical-json';
import * as door from './door';
import { gateEventSchema } from './event';
import * as protocol from './protocol';

/** Of each version that ever went out: what it looked like on the wire. A new line here needs a new version. */
const WIRE: Readonly<Record<number, string>> = {
  1: 'e185f6f2bd87d670',
  2: '176570b4299eecf1',
  3: 'd3564107e749ff4d',
  4: '111b8d93b29485ae',
};

describe('EV wire', () => {
  test('EV-8 the wire does not change without a new version (invariant 21)', () => {
    const schemas = {
      event: gateEventSchema,
      push: protocol.pushRequestSchema,
      pushed: protocol.pushResponseSchema,
      pull: protocol.pullRequestSchema,
      pulled: protocol.pullResponseSchema,
      wake: protocol.wakeRequestSchema,
      enrol: protocol.enrolRequestSchema,
      enrolled: protocol.enrolResponseSchema,
      error: protocol.syncErrorSchema,
      codeEnrol: door.codeEnrolRequestSchema,
      codeEnrolled: door.codeEnrolResponseSchema,
      codeRefused: door.codeRefusalSchema,
      signIn: door.signInRequestSchema,
      signedIn: door.signInResponseSchema,
    };
    const wire = Object.entries(schemas).map(([name, schema]) => [
      name,
      z.toJSONSchema(schema, { io: 'input' }),
    ]);
    const print = bytesToHex(sha256(utf8ToBytes(canonicalJson(wire)))).slice(0, 16);
    expect(print).toBe(WIRE[protocol.PROTOCOL_VERSION]);
  });

  test('EV-8 the floor is a version that was', () => {
    const versions = Object.keys(WIRE).map(Number);
    expect(versions).toContain(protocol.PROTOCOL_FLOOR);
    expect(Math.max(...versions)).toBe(protocol.PROTOCOL_VERSION);
  });
});
