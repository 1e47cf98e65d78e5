import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, relative, sep } from 'node:path';

/** How the build packs a file and how the server finds it: the best that Brotli does, once, and not at every request. */
export const PACKED = '.br';
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'application/javascript; charset=UTF-8',
  '.css': 'text/css; charset=UTF-8',
};

export type PackedFiles = ReadonlyMap<string, { readonly body: Buffer; readonly type: string }>;

/**
 * Scripts and styles of a build that lie packed beside themselves, by the path under which a browser asks for them. None
 * where a build has not packed: Next answers then.
 */
export async function readPackedFiles(buildFolder: string): Promise<PackedFiles> {
  const folder = join(buildFolder, 'static');
  const files = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const found = files.flatMap((file) => {
    const name = file.name.slice(0, -PACKED.length);
    const type = TYPES[/\.\w+$/.exec(name)?.[0] ?? ''];
    if (!file.isFile() || !file.name.endsWith(PACKED) || type === undefined) return [];
    const path = join(file.parentPath, name);
    return [
      { file: `${path}${PACKED}`, path: relative(folder, path).split(sep).map(encodeURIComponent), type },
    ];
  });
  const read = await Promise.all(
    found.map(async ({ file, path, type }) => {
      return [`/_next/static/${path.join('/')}`, { body: await readFile(file), type }] as const;
    }),
  );
  return new Map(read);
}

/** Whether the packed file was the answer. A part of a file, and a browser that cannot unpack it, get it from Next. */
export function answerPacked(
  files: PackedFiles,
  path: string,
  request: Pick<IncomingMessage, 'method' | 'headers'>,
  response: ServerResponse,
): boolean {
  const file = files.get(path);
  if (file === undefined || request.headers.range !== undefined) return false;
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  if (!/(^|,)\s*br\s*(,|$|;(?!\s*q=0(\.0*)?\s*(,|$)))/.test(String(request.headers['accept-encoding'] ?? '')))
    return false;
  response.writeHead(200, {
    'Content-Type': file.type,
    'Content-Encoding': 'br',
    'Content-Length': file.body.length,
    // Its name has its own hash.
    'Cache-Control': 'public, max-age=31536000, immutable',
    Vary: 'Accept-Encoding',
  });
  response.end(request.method === 'HEAD' ? undefined : file.body);
  return true;
}
