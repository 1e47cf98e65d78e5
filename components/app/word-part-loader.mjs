import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const partsFile = fileURLToPath(new URL('./word-parts.json', import.meta.url));

/**
 * `vi.json?part=pass`: only the words that the pass can say. All of them are 57 KB with gzip, more than all else a phone
 * fetches for a pass beside the framework. Which they are stands in word-parts.json; a test reads it off the screens.
 * @this {import('webpack').LoaderContext<object>}
 * @param {string} text
 */
export default function onePart(text) {
  this.addDependency(partsFile);
  const part = new URLSearchParams(this.resourceQuery).get('part') ?? '';
  const names = JSON.parse(readFileSync(partsFile, 'utf8'))[part];
  if (names === undefined) throw new Error(`word-parts.json has no part "${part}"`);
  /** @type {Record<string, unknown>} */
  const picked = {};
  for (const name of names) copyTo(picked, JSON.parse(text), name.split('.'));
  return JSON.stringify(picked);
}

/**
 * @param {Record<string, any>} to
 * @param {Record<string, any>} from
 * @param {string[]} path
 */
function copyTo(to, from, [first = '', ...rest]) {
  if (from[first] === undefined) throw new Error(`no words are named ${first}`);
  if (rest.length === 0) {
    to[first] = from[first];
    return;
  }
  to[first] ??= {};
  copyTo(to[first], from[first], rest);
}
