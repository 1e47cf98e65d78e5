import { instantIn } from '@/domain/flow/zones';
import { type Place, writePlace } from '@/domain/neighbour/cursor';
import { BATCH_TYPE, EVENTS_PATH, KEYS_PATH } from '@/domain/neighbour/protocol';
import { toBase64url } from '@/domain/shared/base64url';
import { type Answered, type AskFault, askNeighbour } from './ask-neighbour';
import { dayKeys } from './day-keys';
import type { Link } from './link';
import { noteHeard, saidAfter } from './outbox';
import { heardOf, noteAlive, readBatch, takeIn } from './take-in';

export type Turn =
  | { readonly kind: 'answered'; readonly sent: number; readonly taken: number }
  | { readonly kind: 'failed'; readonly fault: AskFault };

/** Batches in each direction in one turn; what is left has the next one. */
const MOST_BATCHES = 50;
const DAY_MS = 86_400_000;
const AROUND_MS = 10 * 60_000;
type Reached = Link & { readonly url: string };

/**
 * One turn of the link: hear what is new of theirs, and what they have of ours; then say what they lack, from where nothing
 * is missing on. Either side repairs every gap by itself, whatever was lost on the way (NE-7).
 */
export async function exchangeTurn(link: Reached): Promise<Turn> {
  const heard = await hear(link);
  if (heard.kind === 'failed') return heard;
  const turned = await turnKey(link);
  if (turned !== null) return turned;
  const told = await tell(link, heard.answered);
  if (told.kind === 'failed') return told;
  // What they say cannot be read: that is no reason to keep from them what we say.
  return heard.isReadable
    ? { kind: 'answered', sent: told.sent, taken: heard.taken }
    : failed({ kind: 'not-it' });
}

type Failed = Extract<Turn, { kind: 'failed' }>;
const failed = (fault: AskFault): Failed => ({ kind: 'failed', fault });
const refusedBy = ({ status }: Answered): Failed => failed({ kind: 'refused', status });

type Heard = {
  readonly kind: 'heard';
  readonly isReadable: boolean;
  readonly taken: number;
  readonly answered: Answered;
};

async function hear(link: Reached): Promise<Failed | Heard> {
  let taken = 0;
  for (let batch = 0; ; batch += 1) {
    const from = await heardOf(link);
    const asked = await askNeighbour(link, {
      method: 'GET',
      path: `${EVENTS_PATH}?after=${writePlace(from)}`,
      heard: from,
    });
    if (!asked.ok) return failed(asked.error);
    const answered = asked.value;
    if (answered.status !== 200) return refusedBy(answered);
    const read = readBatch(answered.body, link.other.source);
    if (!read.ok) return { kind: 'heard', isReadable: false, taken, answered };
    if (read.value.numbers.length === 0) {
      await noteAlive(link);
      return { kind: 'heard', isReadable: true, taken, answered };
    }
    const kept = await takeIn(link, read.value);
    if (!kept.ok) return { kind: 'heard', isReadable: false, taken, answered };
    taken += kept.value.fresh;
    const reached = await heardOf(link);
    const isFurther = writePlace(reached) !== writePlace(from);
    if (!isFurther || batch >= MOST_BATCHES) return { kind: 'heard', isReadable: true, taken, answered };
  }
}

async function tell(
  link: Reached,
  heard: Answered,
): Promise<Failed | { readonly kind: 'told'; readonly sent: number }> {
  await noteHeard(link, heard.heard);
  let after: Place = heard.heard;
  let sent = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
    const events = await saidAfter(link, after);
    if (events.length === 0) break;
    const asked = await askNeighbour(link, {
      method: 'POST',
      path: EVENTS_PATH,
      type: BATCH_TYPE,
      content: events,
    });
    if (!asked.ok) return failed(asked.error);
    const answered = asked.value;
    const isClash = answered.refusal === 'NL-SEQUENCE';
    await noteHeard(link, answered.heard, isClash);
    if (!isClash && answered.status !== 200) return refusedBy(answered);
    if (!isClash) sent += events.length;
    const before = writePlace(after);
    after = answered.heard;
    if (!isClash && writePlace(after) === before) break;
  }
  return { kind: 'told', sent };
}

/** Both sides make the key of a day at the same moment; their clocks differ by less than this. */
const isDayTurning = (now: number): boolean => (now + AROUND_MS) % DAY_MS < 2 * AROUND_MS;

/** The key that waits is told under the one before it, and only then signed with (NE-12). */
async function turnKey(link: Reached): Promise<Failed | null> {
  const next = await link.keys.next();
  if (next === null || isDayTurning(link.now())) return null;
  await dayKeys(link);
  const content = {
    keyId: next.keyId,
    publicKey: toBase64url(next.publicKey),
    from: instantIn(link.now(), link.own.zone),
  };
  const asked = await askNeighbour(link, {
    method: 'POST',
    path: KEYS_PATH,
    type: 'application/json',
    content,
  });
  if (!asked.ok) return failed(asked.error);
  if (asked.value.status !== 200) return refusedBy(asked.value);
  await link.keys.turn(next.keyId);
  return null;
}
