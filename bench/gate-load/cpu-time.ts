import { readdir, readFile } from 'node:fs/promises';
import { clusterPlaces } from '@/db/embedded/cluster';
import { postmasterOf } from '@/db/embedded/postmaster';

const TICKS_PER_SECOND = 100;

/** CPU seconds of a process so far, by Linux' account; NaN elsewhere. */
export async function cpuSeconds(pid: number): Promise<number> {
  return (await fieldsOf(pid))?.seconds ?? Number.NaN;
}

/** Of the embedded database: the postmaster, its backends that run and those that have ended. */
export async function databaseCpuSeconds(dataDir: string): Promise<number> {
  const pid = (await postmasterOf(clusterPlaces(dataDir).cluster))?.pid;
  const pids = (await readdir('/proc').catch(() => [])).map(Number).filter(Number.isInteger);
  const all = (await Promise.all(pids.map(fieldsOf))).flatMap((one) => one ?? []);
  const own = all.find((one) => one.pid === pid);
  if (own === undefined) return Number.NaN;
  const children = all.filter((one) => one.parent === pid);
  return [own, ...children].reduce((sum, one) => sum + one.seconds, own.waited);
}

async function fieldsOf(pid: number) {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (text === null) return null;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ticks = (at: number) => Number(fields[at] ?? 0) / TICKS_PER_SECOND;
  return { pid, parent: Number(fields[1]), seconds: ticks(11) + ticks(12), waited: ticks(13) + ticks(14) };
}
