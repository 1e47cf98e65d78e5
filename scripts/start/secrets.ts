import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { LaunchProblem } from './launch-problem';

const fileSchema = z.object({
  /** Signs the sessions. */
  betterAuthSecret: z.string().min(32),
  /** Of the database role gate_app. */
  appPassword: z.string().min(16),
});
export type Secrets = z.infer<typeof fileSchema>;

/** The installation's own secrets, made at its first start and kept in DATA_DIR/secrets.json (0600). */
export async function readSecrets(dataDir: string): Promise<Secrets> {
  const path = join(dataDir, 'secrets.json');
  const kept = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (kept !== null) return parse(path, kept);
  const made: Secrets = { betterAuthSecret: randomSecret(), appPassword: randomSecret() };
  // Moved into place, so that a kill in between leaves no half of a secret.
  await writeFile(`${path}.new`, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
  return made;
}

function parse(path: string, text: string): Secrets {
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch {
    throw new LaunchProblem(
      `${path} is damaged: put back a copy of it, or delete it (everybody has to sign in again) and start again.`,
    );
  }
}

const randomSecret = () => randomBytes(32).toString('base64url');
