import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { LaunchProblem } from './launch-problem';

/** A server whose launcher was killed ends by itself within this time. */
const PATIENCE_MS = 4_000;

/** @throws LaunchProblem when something else listens there, or we may not listen there */
export async function requirePort(port: number, host: string, patienceMs = PATIENCE_MS): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const code = await tryPort(port, host);
    if (code === null) return;
    if (code === 'EACCES') {
      throw new LaunchProblem(
        `Port ${port} needs more rights than this user has: choose one above 1023, such as PORT=3000.`,
      );
    }
    if (code !== 'EADDRINUSE')
      throw new LaunchProblem(`Nothing can listen on ${host} port ${port} (${code}): choose another PORT.`);
    if (Date.now() > deadline) throw new LaunchProblem(portTaken(port));
    await pause(200);
  }
}

export function portTaken(port: number): string {
  return `Port ${port} is taken by another program: stop that one, or choose another port, such as PORT=${port + 1} npm start.`;
}

function tryPort(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
}
