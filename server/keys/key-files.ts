import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Private keys rest as files of DATA_DIR/keys that only their owner may read; they never enter the database. */
export type KeyFolder = {
  readonly list: () => Promise<readonly string[]>;
  /** Parsed JSON; null when there is no such file. */
  readonly read: (name: string) => Promise<unknown>;
  /** Writes the file unless it is there; answers what is there in the end. Of two processes one wins, both see it. */
  readonly create: (name: string, content: unknown) => Promise<unknown>;
  readonly replace: (name: string, content: unknown) => Promise<void>;
};

export async function openKeyFolder(dataDir: string): Promise<KeyFolder> {
  const folder = join(dataDir, 'keys');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const path = (name: string) => join(folder, name);

  /** Whole and on the disk under another name first: a crash leaves the old file or the new one, never half of one. */
  const draft = async (content: unknown): Promise<string> => {
    const name = path(`.${randomBytes(8).toString('hex')}.new`);
    const file = await open(name, 'wx', 0o600);
    try {
      await file.writeFile(`${JSON.stringify(content)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    return name;
  };
  const read = async (name: string): Promise<unknown> => {
    const text = await readFile(path(name), 'utf8').catch(ifMissing(null));
    return text === null ? null : JSON.parse(text);
  };
  return {
    list: async () => (await readdir(folder)).filter((name) => name.endsWith('.json')).sort(),
    read,
    create: async (name, content) => {
      const written = await draft(content);
      try {
        await link(written, path(name));
        return content;
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error;
        return await read(name);
      } finally {
        await rm(written, { force: true });
      }
    },
    replace: async (name, content) => rename(await draft(content), path(name)),
  };
}

const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;

const ifMissing =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (codeOf(error) === 'ENOENT') return instead;
    throw error;
  };
