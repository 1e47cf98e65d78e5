/** `npm run simulate:sync -- --seeds N --steps M [--seed S] [--store memory|dexie|postgres]` */
import { describeBreach } from './describe';
import { shrink, simulate } from './simulate';
import { storeKinds } from './stores';

const words = process.argv.slice(2);
const option = (name: string, otherwise: string): string => {
  const at = words.indexOf(`--${name}`);
  return at < 0 ? otherwise : (words[at + 1] ?? otherwise);
};

const seeds = Number(option('seeds', '20'));
const steps = Number(option('steps', '500'));
const first = Number(option('seed', '1'));
const kind = option('store', 'memory');
const stores = await storeKinds(kind);
const counts = new Map<string, number>();
let events = 0;
const begun = performance.now();
for (let seed = first; seed < first + seeds; seed += 1) {
  const order = { ...stores.orderOf(seed), seed, steps, bug: null };
  const run = await simulate(order);
  events += run.events;
  for (const [what, times] of run.counts) counts.set(what, (counts.get(what) ?? 0) + times);
  if (run.breach === null) continue;
  const trail = await shrink(order, run.breach, 150);
  process.stdout.write(describeBreach(run, trail, { steps, kind }));
  process.exitCode = 1;
  break;
}
await stores.close();
console.table(Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))));
const seconds = (performance.now() - begun) / 1000;
process.stdout.write(
  `${seeds} seeds of ${steps} steps, ${events} events in the logs, ${seconds.toFixed(1)} s\n`,
);
