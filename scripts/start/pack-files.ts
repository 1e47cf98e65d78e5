import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { PACKED } from '@/server/http/packed-files';

const pack = promisify(brotliCompress);

/** Packs every script and style of a finished build beside itself: a seventh less than what a server packs as it answers. */
export async function packFiles(buildFolder: string): Promise<void> {
  const files = await readdir(join(buildFolder, 'static'), { recursive: true, withFileTypes: true });
  const wanted = files.filter((file) => file.isFile() && /\.(js|css)$/.test(file.name));
  await Promise.all(
    wanted.map(async (file) => {
      const path = join(file.parentPath, file.name);
      const text = await readFile(path);
      const packed = await pack(text, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
          [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
        },
      });
      await writeFile(`${path}${PACKED}`, packed);
    }),
  );
}
