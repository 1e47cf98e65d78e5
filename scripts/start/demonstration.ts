import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import postgres from 'postgres';
import * as z from 'zod';
import { EVERY_GATE } from '@/db/client';

const markSchema = z.object({ state: z.enum(['under way', 'done']), at: z.string() });
type Mark = z.infer<typeof markSchema>;

const markFile = (dataDir: string) => join(dataDir, 'demonstration.json');

/** Written before and after the seed, so that a seed that was killed half-way is known and not shown as a whole day. */
export async function markDemonstration(dataDir: string, state: Mark['state'], now: Date): Promise<void> {
  const file = markFile(dataDir);
  await writeFile(`${file}.new`, JSON.stringify({ state, at: now.toISOString() } satisfies Mark));
  await rename(`${file}.new`, file);
}

export async function wasInterrupted(dataDir: string): Promise<boolean> {
  const text = await readFile(markFile(dataDir), 'utf8').catch(() => null);
  if (text === null) return false;
  const mark = markSchema.safeParse(JSON.parse(text));
  return mark.success && mark.data.state === 'under way';
}

/** Throws the database away and makes an empty one of the same name. Only ever for an embedded one. */
export async function emptyDatabase(ownerUrl: string): Promise<void> {
  const url = new URL(ownerUrl);
  const name = decodeURIComponent(url.pathname.slice(1));
  url.pathname = '/postgres';
  const connection = postgres(url.href, { max: 1, onnotice: () => undefined });
  try {
    await connection`drop database if exists ${connection(name)} with (force)`;
    await connection`create database ${connection(name)}`;
  } finally {
    await connection.end({ timeout: 5 });
  }
}

/** Whether no gate has recorded anything yet. Needs the schema to be there. */
export async function isEmpty(ownerUrl: string): Promise<boolean> {
  const connection = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    // The owner is bound by row-level security too, unless a superuser.
    const [row] = await connection.begin(async (tx) => {
      await tx`select set_config('app.gate', ${EVERY_GATE}, true)`;
      return await tx<{ empty: boolean }[]>`select not exists (select from event) as empty`;
    });
    return row?.empty === true;
  } finally {
    await connection.end({ timeout: 5 });
  }
}
