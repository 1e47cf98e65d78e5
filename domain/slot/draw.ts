import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as z from 'zod';
import { type Asker, allot } from './allot';

/**
 * What is published of one draw, enough for anybody to make it again: the seed's hash stood on the public record before
 * anybody could ask, the seed itself stands there afterwards.
 */
export const drawProofSchema = z.object({
  /** Names the slot and the release: one seed serves all slots of a release. */
  about: z.string(),
  /** SHA-256 of the seed, hex. */
  commitment: z.string(),
  /** 32 bytes, hex. */
  seed: z.string(),
  places: z.int().nonnegative(),
  entries: z.array(z.object({ reference: z.string(), firm: z.string() })),
  /** Places of the hour that each firm could still take. */
  firmLeft: z.record(z.string(), z.int().nonnegative()),
  given: z.array(z.string()),
});
export type DrawProof = Readonly<z.infer<typeof drawProofSchema>>;

const hash = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** What is published before: it fixes the seed without telling it (SL-5). */
export const commitmentTo = (seed: string): string => hash(`slot-seed:${seed}`);

/**
 * The order of a draw (SL-6): each entry's hash together with the seed and with everybody's reference, so that until the
 * list is closed nobody can tell the order, and afterwards nobody can choose it. References alone: what firms are called
 * in a draw is made up when the seed is known, and must not be something to try out.
 */
export function drawOrder(seed: string, about: string, entries: readonly Asker[]): readonly Asker[] {
  const all = hash(
    entries
      .map(({ reference }) => reference)
      .toSorted()
      .join('\n'),
  );
  return entries
    .map((entry) => ({ entry, ticket: hash([seed, about, all, entry.reference].join('\n')) }))
    .toSorted((a, b) => (a.ticket < b.ticket ? -1 : 1))
    .map(({ entry }) => entry);
}

/** Makes a draw; the same input gives the same answer for everybody. */
export function draw(input: Omit<DrawProof, 'given'>): DrawProof {
  const order = drawOrder(input.seed, input.about, input.entries);
  return { ...input, given: [...allot(order, input.places, input.firmLeft).given] };
}

/** What a draw of which the proof was published turns out to be when it is made again. */
type DrawCheck = 'holds' | 'other-seed' | 'other-result';

/** Against what stood published before, and for the slot that it is shown for, not against what the proof says of itself. */
export function checkDraw(
  proof: DrawProof,
  published: { readonly about: string; readonly commitment: string },
): DrawCheck {
  if (commitmentTo(proof.seed) !== published.commitment) return 'other-seed';
  const { given } = draw({ ...proof, about: published.about });
  const same = given.length === proof.given.length && given.every((each, n) => each === proof.given[n]);
  return same ? 'holds' : 'other-result';
}
