import { readFile } from 'node:fs/promises';
import * as z from 'zod';

const packageSchema = z.object({ version: z.string(), engines: z.object({ node: z.string() }) });

/** Of package.json, the one place where it stands. */
export async function readVersion(): Promise<string> {
  const file = new URL('../package.json', import.meta.url);
  return packageSchema.parse(JSON.parse(await readFile(file, 'utf8'))).version;
}
