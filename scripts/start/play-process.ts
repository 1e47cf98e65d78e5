import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** Minutes of the demonstration's day per minute of ours: the whole day in about a quarter of an hour. */
export const PLAY_SPEED = 60;

export type PlayOrder = {
  readonly root: string;
  readonly origin: string;
  readonly dataDir: string;
  /** Of a server whose certificate no public authority signed. */
  readonly authorityFile: string | null;
};

export type PlayProcess = {
  /** Lets what was recorded be sent, then ends. */
  stop(): Promise<void>;
};

/** Plays the day in a process of its own; what it says is in DATA_DIR/play.log. Nothing depends on its success. */
export async function startPlay(order: PlayOrder): Promise<PlayProcess> {
  const log = await open(join(order.dataDir, 'play.log'), 'a', 0o600);
  const script = join('scripts', 'gate.ts');
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', script, 'play', '--url', order.origin, '--speed', String(PLAY_SPEED)],
    {
      cwd: order.root,
      env: {
        ...process.env,
        DATA_DIR: order.dataDir,
        ...(order.authorityFile === null ? {} : { NODE_EXTRA_CA_CERTS: order.authorityFile }),
      },
      stdio: ['ignore', log.fd, log.fd],
    },
  );
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  void ended.then(() => log.close());
  return {
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await ended;
    },
  };
}
