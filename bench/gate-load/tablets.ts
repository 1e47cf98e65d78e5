import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Order, Plan, Said, Uploaded } from './plan';

export type Tablets = {
  readonly batches: number;
  readonly bytes: number;
  readonly pid: number;
  readonly order: (order: Order) => Promise<Uploaded>;
  readonly stop: () => Promise<void>;
};

/** Starts the tablets' process; resolves when all its batches are written and signed. */
export async function startTablets(plan: Plan, folder: string): Promise<Tablets> {
  const file = join(folder, 'plan.json');
  await writeFile(file, JSON.stringify(plan));
  const child = fork(join('bench', 'gate-load', 'tablets-process.ts'), [file], {
    execArgv: ['--import', 'tsx', '--max-old-space-size=6144'],
  });
  const next = async (): Promise<Said> => {
    const [said] = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [null])]);
    if (said === null) throw new Error('the process of the tablets ended');
    return said as Said;
  };
  const ready = await next();
  if (ready.kind !== 'ready') throw new Error('the tablets did not get ready');
  return {
    batches: ready.batches,
    bytes: ready.bytes,
    pid: child.pid ?? 0,
    order: async (order) => {
      const answer = next();
      child.send(order);
      const said = await answer;
      if (said.kind !== 'uploaded') throw new Error('the tablets said something else');
      return said;
    },
    stop: async () => {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
