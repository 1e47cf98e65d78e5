import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Order, Said, WatchPlan } from './watch-plan';

type Of<K extends Said['kind']> = Extract<Said, { readonly kind: K }>;
export type Viewers = {
  readonly ready: Of<'ready'>;
  readonly sum: (order: Omit<Order, 'kind'>) => Promise<Of<'sum'>>;
  readonly stop: () => Promise<void>;
};

/** Starts the viewers' process; resolves when every stream has had its first figures. */
export async function startViewers(plan: WatchPlan, folder: string): Promise<Viewers> {
  const file = join(folder, 'watch-plan.json');
  await writeFile(file, JSON.stringify(plan));
  const child = fork(join('bench', 'viewers', 'viewers-process.ts'), [file], {
    execArgv: ['--import', 'tsx'],
  });
  async function next<K extends Said['kind']>(kind: K): Promise<Of<K>> {
    const [said] = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [null])]);
    if (said === null || said.kind !== kind) throw new Error('the process of the viewers ended');
    return said;
  }
  const ready = await next('ready');
  return {
    ready,
    sum: async (order) => {
      const answer = next('sum');
      child.send({ kind: 'sum', ...order });
      return answer;
    },
    stop: async () => {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
