import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Hello, Minute, Order, State } from './orders';

export const VN = 'urn:border:vn:lang-son';
export const CN = 'urn:border:cn:guangxi';

type Answers = {
  introduce: boolean;
  hear: boolean;
  minute: Minute;
  resume: null;
  say: string;
  state: State;
  end: null;
};

export type Child = {
  readonly hello: Hello;
  readonly ask: <K extends Order['do']>(order: Extract<Order, { do: K }>) => Promise<Answers[K]>;
  /** Ends it without a word, as a power cut does. */
  readonly kill: () => Promise<void>;
};

const PROGRAM = fileURLToPath(new URL('./side.ts', import.meta.url));

/** Starts one country's installation; resolves when it answers. */
export async function startSide(settings: object): Promise<Child> {
  const child: ChildProcess = fork(PROGRAM, [JSON.stringify(settings)], {
    execArgv: ['--import', 'tsx'],
    // Its troubles with the line are what is played, and counted here.
    env: { ...process.env, LOG_LEVEL: 'fatal' },
  });
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.on('message', ({ id, value, error }: { id: number; value: never; error?: string }) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.resolve(value);
    else asked?.reject(new Error(error));
  });
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('the installation ended'));
  });
  const answer = <T>(id: number) => new Promise<T>((resolve, reject) => waiting.set(id, { resolve, reject }));
  const hello = await answer<Hello>(0);
  let count = 0;
  return {
    hello,
    ask: (order) => {
      count += 1;
      const answered = answer<never>(count);
      const id = count;
      child.send({ id, order }, (error) => {
        if (error !== null) waiting.get(id)?.reject(error);
      });
      return answered;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
