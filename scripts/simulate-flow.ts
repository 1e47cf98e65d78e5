/** `npm run simulate:flow -- --scenario ID [--seed N] [--out FOLDER] [--policy NAME]`: a published day or episode through the rules. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { whyBefore } from '@/domain/flow/order';
import { drawRun } from '@/domain/flow/simulation/draw';
import { EPISODES } from '@/domain/flow/simulation/episodes';
import { figuresOf, POLICIES, type Policy, playEpisode } from '@/domain/flow/simulation/play';

const words = process.argv.slice(2);
const option = (name: string): string | null => {
  const at = words.indexOf(`--${name}`);
  return at < 0 ? null : (words[at + 1] ?? null);
};

const id = option('scenario');
const episode = EPISODES.find((each) => each.id === id);
if (episode === undefined) {
  const ids = EPISODES.map((each) => each.id).join(', ');
  process.stderr.write(`npm run simulate:flow -- --scenario ID, where ID is one of: ${ids}\n`);
  process.exit(2);
}

const seed = Number(option('seed') ?? '1');
const out = option('out');
const wanted = POLICIES.filter((policy) => (option('policy') ?? policy) === policy);
const hours = (value: number | null) => (value === null ? '–' : Math.round(value * 10) / 10);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const rows: { [policy: string]: { readonly [figure: string]: string | number } } = {};

async function play(policy: Policy): Promise<void> {
  if (episode === undefined) return;
  const begun = performance.now();
  const played = playEpisode(episode, policy, seed);
  const tookMs = Math.round(performance.now() - begun);
  const figures = figuresOf(played);
  rows[policy] = {
    vehicles: figures.vehicles,
    'road, h': hours(figures.roadsideHours),
    'most on road': figures.mostOnRoad,
    'yard, h': hours(figures.yardHours),
    'told later, h': hours(figures.homeHours),
    'gate idle': percent(figures.idleShare),
    'wait P90, h': hours(figures.waitP90Hours),
    'fruit P90, h': hours(figures.perishableP90Hours),
    'called, not taken': figures.notTaken,
    ms: tookMs,
  };
  if (policy === 'regulated')
    rows['fluid bound'] = {
      'wait P90, h': hours(figures.fluidP90Hours),
      'fruit P90, h': hours(figures.fluidPerishableP90Hours),
    };
  for (const each of played) {
    const { gateId, direction } = each.episode.queue;
    if (out === null) continue;
    await mkdir(out, { recursive: true });
    const file = join(out, `${episode.id}-${gateId}-${direction}-${policy}.svg`);
    await writeFile(file, drawRun(each, `${episode.id} · ${gateId} ${direction} · ${policy}`));
  }
  const [first] = played;
  const calls = first?.regulation?.allocations ?? [];
  for (const [nth, called] of calls.slice(0, 5).entries()) {
    const next = calls[nth + 1];
    if (next === undefined) continue;
    const because = whyBefore(
      called,
      { ...next, clearedAt: next.rank === 'cleared' ? next.at : null },
      () => null,
    );
    process.stdout.write(`${called.plate} called before ${next.plate}: ${JSON.stringify(because)}\n`);
  }
}

for (const policy of wanted) await play(policy);
console.table(rows);
if (out !== null) process.stdout.write(`pictures in ${out}\n`);
