import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Interval } from '../flow/intervals';
import { toHex } from '../shared/hex';
import { canonicalJson, sameJson } from '../sync/canonical-json';
import type { Country, Step, Terms } from './content';
import { otherCountry } from './statement';

/*
 *   propose ──▶ open ──counter──▶ open (the other one is asked) ──accept──▶ agreed
 *                 └──withdraw (who spoke last)──▶ withdrawn
 */
export type Standing =
  | { readonly kind: 'open'; readonly asked: Country; readonly terms: Terms; readonly chain: readonly Step[] }
  | { readonly kind: 'agreed'; readonly terms: Terms; readonly chain: readonly Step[] }
  | { readonly kind: 'withdrawn'; readonly terms: Terms; readonly chain: readonly Step[] };

/** What is signed of a step: the canonical JSON (RFC 8785) of all of it but the signature. */
export function stepText({
  signature: _,
  ...step
}: Omit<Step, 'signature'> & { signature?: string }): Uint8Array {
  return utf8ToBytes(canonicalJson(step));
}
/** SHA-256 of the canonical JSON of a signed step, as 64 hex digits. */
export const stepHash = (step: Step): string => toHex(sha256(utf8ToBytes(canonicalJson(step))));

/** Whether a step may follow what stands; null stands for nothing yet (NE-13). */
export function mayFollow(standing: Standing | null, step: Pick<Step, 'deed' | 'by' | 'terms'>): boolean {
  if (standing === null) return step.deed === 'propose';
  if (standing.kind !== 'open' || step.deed === 'propose') return false;
  const isAsked = step.by === standing.asked;
  if (step.deed === 'counter') return isAsked && sameFlow(step.terms, standing.terms);
  const isSame = sameJson(step.terms, standing.terms);
  return isSame && (step.deed === 'accept' ? isAsked : !isAsked);
}

/** A counter-proposal is about the same gate, way and matter. */
const sameFlow = (a: Terms, b: Terms): boolean =>
  a.about === b.about && a.gate === b.gate && a.flow === b.flow;

/** Whose signature counts where two steps crossed on the way: nobody is bound by what was taken back. */
const RANK: Readonly<Record<Step['deed'], number>> = { withdraw: 0, accept: 1, counter: 2, propose: 3 };

/**
 * How a negotiation stands: the one chain through a set of steps whose signatures hold, in whatever order they came. Both
 * countries fold the same steps to the same standing. Null: no proposal among them.
 */
export function negotiate(steps: readonly Step[]): Standing | null {
  let standing: Standing | null = null;
  let previous: string | null = null;
  for (;;) {
    const chain: readonly Step[] = standing?.chain ?? [];
    const [next] = steps
      .filter(
        (step) => step.step === chain.length + 1 && step.previous === previous && mayFollow(standing, step),
      )
      .toSorted((a, b) => RANK[a.deed] - RANK[b.deed] || (stepHash(a) < stepHash(b) ? -1 : 1));
    if (next === undefined) return standing;
    previous = stepHash(next);
    const reached: { readonly terms: Terms; readonly chain: readonly Step[] } = {
      terms: next.terms,
      chain: [...chain, next],
    };
    if (next.deed === 'accept') standing = { kind: 'agreed', ...reached };
    else if (next.deed === 'withdraw') standing = { kind: 'withdrawn', ...reached };
    else standing = { kind: 'open', asked: otherCountry(next.by), ...reached };
  }
}

/** Whether agreed terms hold in some part of a stretch, ms. */
export const holdsIn = (
  standing: Standing | null,
  { from, to }: Interval,
): standing is Standing & { kind: 'agreed' } =>
  standing?.kind === 'agreed' &&
  Date.parse(standing.terms.from) < to &&
  from < Date.parse(standing.terms.until);
