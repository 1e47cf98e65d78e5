import { pathToFileURL } from 'node:url';
import * as fc from 'fast-check';
import { decodePass } from '../pass/decode-pass';
import { encodePass } from '../pass/encode-pass';
import { LABEL } from '../pass/payload';
import { verifyPass } from '../pass/verify-pass';
import { malformedPasses } from './malformed-passes';
import { claimsArbitrary } from './pass-arbitraries';
import { HUU_NGHI, issuerKey, TEST_NOW, testKey, trustOf, verifyWithNode } from './pass-keys';
import { bytesOf, sealParts, tokenOf, withLabel } from './pass-surgery';

/**
 * Hostile input for the pass: half mutations of valid passes, half texts made up from nothing and well-signed passes
 * with an odd claim. Counts the answers; an exception, a false acceptance or a slow answer ends it. Same seed, same
 * inputs. `npx tsx domain/testing/fuzz-pass.ts 1000000 [seed]`
 */

const key = testKey(1);
const trust = trustOf(issuerKey(key));
const SEED_PASSES = 200;
/** Hostile input must not hold up a lane: none over 50 ms. */
const SLOW_MS = 50;

type FuzzCounts = {
  readonly inputs: number;
  readonly byOutcome: Readonly<Record<string, number>>;
  readonly slowestMs: number;
};

export async function fuzzPass(inputs: number, seed: number): Promise<FuzzCounts> {
  const counts = new Map<string, number>();
  let slowestMs = 0;
  const genuine = await Promise.all(
    fc
      .sample(claimsArbitrary, { numRuns: SEED_PASSES, seed })
      .map((claims) => encodePass(claims, key.kid, key.sign)),
  );
  const issued = new Set(genuine);
  const odd = await oddlySigned(genuine[0] ?? '', seed);
  const arbitrary = inputArbitrary(genuine, odd);
  const chunk = 10_000;
  for (let done = 0; done < inputs; done += chunk) {
    const numRuns = Math.min(chunk, inputs - done);
    for (const text of fc.sample(arbitrary, { numRuns, seed: seed + done })) {
      const decoded = decodePass(text);
      slowestMs = Math.max(slowestMs, decodeMs(text, slowestMs));
      const outcome =
        decoded.kind === 'decoded'
          ? await verifyPass(decoded.pass, trust, { nowSeconds: TEST_NOW, gateId: HUU_NGHI }, verifyWithNode)
          : decoded;
      if (outcome.kind === 'genuine' && !issued.has(text)) {
        throw new Error(`false acceptance, seed ${seed + done}: ${JSON.stringify(text)}`);
      }
      const name = outcome.kind === 'not-a-pass' ? `not-a-pass: ${outcome.reason}` : outcome.kind;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return { inputs, byOutcome: Object.fromEntries([...counts].sort()), slowestMs };
}

/** The machine may be busy with other things: what seems slow is timed again, and the best of five counts. */
function decodeMs(text: string, suspectMs: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5 && best > suspectMs; round += 1) {
    const startedAt = performance.now();
    decodePass(text);
    best = Math.min(best, performance.now() - startedAt);
  }
  return best;
}

function inputArbitrary(genuine: readonly string[], odd: readonly string[]): fc.Arbitrary<string> {
  const valid = fc.constantFrom(...genuine);
  const place = fc.nat(10_000);
  const flippedBits = fc
    .tuple(valid, fc.array(fc.nat(100_000), { minLength: 1, maxLength: 4 }))
    .map(([token, bits]) => {
      const bytes = bytesOf(token);
      for (const bit of new Set(bits.map((value) => value % (bytes.length * 8)))) {
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      }
      return tokenOf(bytes);
    });
  const cut = fc.tuple(valid, place).map(([token, at]) => token.slice(0, at % token.length));
  const character = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 });
  const typed = fc
    .tuple(valid, place, character)
    .map(([token, at, one]) => token.slice(0, at % token.length) + one + token.slice((at % token.length) + 1))
    .filter((text) => !genuine.includes(text));
  const spliced = fc.tuple(valid, valid, place).map(([one, other, at]) => {
    const [left, right] = [bytesOf(one), bytesOf(other)];
    return tokenOf(Uint8Array.of(...left.subarray(0, at % left.length), ...right.subarray(at % left.length)));
  });
  const grown = fc
    .tuple(valid, valid, valid)
    .map((tokens) => `GP1:${tokens.map((t) => t.slice(4)).join('')}`);
  const otherVersion = fc
    .tuple(valid, fc.nat(99))
    .map(([token, n]) => `GP${n === 1 ? 2 : n}${token.slice(3)}`);
  const mutated = fc.oneof(
    { weight: 6, arbitrary: flippedBits },
    { weight: 2, arbitrary: cut },
    { weight: 3, arbitrary: typed },
    { weight: 3, arbitrary: spliced.filter((text) => !genuine.includes(text)) },
    { weight: 1, arbitrary: grown },
    { weight: 1, arbitrary: otherVersion },
  );
  const made = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: 'binary', maxLength: 60 }).map((text) => `GP1:${text}`),
    fc.uint8Array({ maxLength: 512 }).map((bytes) => tokenOf(bytes)),
    fc.webUrl(),
    fc.nat(0xffff).map((version) => `GP${version}:${version}`),
    fc.constantFrom(...odd),
    fc.constantFrom(...genuine),
  );
  return fc.boolean().chain((mutate) => (mutate ? mutated : made));
}

/** Signed by the right key, wrong in form or in one claim: the signature must not help them. */
async function oddlySigned(good: string, seed: number): Promise<readonly string[]> {
  const value = fc.oneof(
    fc.integer(),
    fc.string(),
    fc.boolean(),
    fc.uint8Array(),
    fc.constant(null),
    fc.double(),
  );
  const cases = fc.sample(
    fc.tuple(claimsArbitrary, fc.constantFrom(...Object.values(LABEL), -99, 6), value),
    {
      numRuns: 300,
      seed,
    },
  );
  const signed = await Promise.all(
    cases.map(([claims, label, odd]) => sealParts(key, { payload: withLabel(claims, label, odd) })),
  );
  const malformed = (await malformedPasses(key, good)).map((vector) => vector.token);
  // An odd value may by chance be a legal one: such a pass was signed by us and is genuine.
  return [...signed.filter((token) => decodePass(token).kind !== 'decoded'), ...malformed];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const inputs = Number(process.argv[2] ?? 100_000);
  const seed = Number(process.argv[3] ?? 1);
  const counts = await fuzzPass(inputs, seed);
  console.table(counts.byOutcome);
  console.log(
    `${inputs} inputs, seed ${seed}, slowest ${counts.slowestMs.toFixed(2)} ms, no false acceptance`,
  );
  if (counts.slowestMs > SLOW_MS) process.exitCode = 1;
}
