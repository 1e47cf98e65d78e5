import { decodeBase45 } from './base45';
import type { DecodeOutcome, NotAPassReason } from './claims';
import { decodeSign1 } from './cose-sign1';
import { decodePayload } from './payload';

/** Version of the format this reader knows: `GP1:`. */
export const PASS_PREFIX = 'GP1:';
/** Largest COSE message that is looked at, bytes (docs/protocols/pass.md). */
const PASS_MAX_BYTES = 512;
const PASS_MAX_TEXT = PASS_PREFIX.length + (PASS_MAX_BYTES / 2) * 3;

const VERSIONED = /^GP([1-9][0-9]{0,3}):/;

/**
 * First of three steps: are these characters a pass at all? Total over any text: a higher version says
 * `update-needed`, everything else that is no pass says `not-a-pass` (PS-1). Nothing is trusted yet.
 */
export function decodePass(text: string): DecodeOutcome {
  const version = VERSIONED.exec(text)?.[1];
  if (version === undefined) return notAPass('prefix');
  if (version !== '1') return { kind: 'update-needed', prefix: `GP${version}` };
  // PS-2: refused by length before any work is done for it.
  if (text.length > PASS_MAX_TEXT) return notAPass('size');
  const bytes = decodeBase45(text.slice(PASS_PREFIX.length));
  if (bytes === null) return notAPass('base45');
  const message = decodeSign1(bytes);
  if (!message.ok) return notAPass(message.error);
  const claims = decodePayload(message.value.payloadBytes);
  if (!claims.ok) return notAPass(claims.error);
  return { kind: 'decoded', pass: { ...message.value, claims: claims.value } };
}

const notAPass = (reason: NotAPassReason): DecodeOutcome => ({ kind: 'not-a-pass', reason });
