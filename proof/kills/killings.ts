import { readdir, readFile } from 'node:fs/promises';
import type { Chance } from '@/scripts/play/chance';
import type { Killing } from './centre-rounds';

export const killServer: Killing = async (centre) => {
  const pid = centre.serverPid();
  process.kill(pid, 'SIGKILL');
  return { what: 'server', isReplaced: async () => centre.serverPid() !== pid };
};

/** Every fourth time not the postmaster but one of its children: PostgreSQL then ends all sessions and recovers. */
const CHILD_SHARE = 0.25;

export const killDatabase: Killing = async (centre, chance) => {
  const postmaster = await centre.postmasterPid();
  if (postmaster === null) throw new Error('the database is not there');
  const session = chance.happens(CHILD_SHARE) ? await anySession(postmaster, chance) : null;
  process.kill(session ?? postmaster, 'SIGKILL');
  return session === null
    ? {
        what: 'postmaster',
        isReplaced: async () => ![null, postmaster].includes(await centre.postmasterPid()),
      }
    : { what: 'session', isReplaced: async () => true };
};

/** A session of the server, by the title PostgreSQL gives its processes. */
async function anySession(postmaster: number, chance: Chance): Promise<number | null> {
  const sessions: number[] = [];
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const status = await readFile(`/proc/${entry}/status`, 'utf8').catch(() => '');
    if (Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1]) !== postmaster) continue;
    const title = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
    if (title.includes('gate_app')) sessions.push(Number(entry));
  }
  return sessions[Math.floor(chance.next() * sessions.length)] ?? null;
}
