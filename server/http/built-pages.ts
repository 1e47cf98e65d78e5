import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { gateById } from '@/domain/gate/gates';
import { type InlineHashes, inlineHashes, NO_INLINE } from './content-security-policy';

/** The inline blocks of every page that the build wrote, by its path (`/`, `/gate`, `/board/HN`). */
export type BuiltPages = {
  readonly byPath: ReadonlyMap<string, InlineHashes>;
  readonly notFound: InlineHashes;
};

/**
 * Reads the built HTML.
 * @param buildFolder `.next` of a finished production build
 * @throws when there is no page at all: a server that hashed nothing would answer pages on which no script runs
 */
export async function readBuiltPages(buildFolder: string): Promise<BuiltPages> {
  const folder = join(buildFolder, 'server', 'app');
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const pages = files.filter((file) => file.isFile() && file.name.endsWith('.html'));
  if (pages.length === 0) throw new Error(`no built page in ${folder}`);
  const byPath = new Map<string, InlineHashes>();
  for (const page of pages) {
    const file = join(page.parentPath, page.name);
    byPath.set(pathOfFile(relative(folder, file)), inlineHashes(await readFile(file, 'utf8')));
  }
  return { byPath, notFound: byPath.get('/_not-found') ?? NO_INLINE };
}

/** `index.html` → `/`, `board/HN.html` → `/board/HN`. */
export function pathOfFile(file: string): string {
  const path = `/${file
    .split(sep)
    .join('/')
    .replace(/\.html$/, '')}`;
  return path === '/index' ? '/' : path;
}

/** Pages of one gate, by their section: those of gates that were added after the build get the section's shell (GA-8). */
const OF_A_GATE = /^\/(board|slots|kiosk)\/([A-Z]{2,8})\/?$/;

/** The page that answers a path: itself, or the shell that serves any gate. */
export function pageFor(pages: BuiltPages, path: string): string {
  const [, section, code = ''] = OF_A_GATE.exec(path) ?? [];
  const isAdded =
    section !== undefined && !pages.byPath.has(`/${section}/${code}`) && gateById(code) !== null;
  return isAdded ? `/${section}/gate` : path;
}

export function inlineOf(pages: BuiltPages, path: string): InlineHashes {
  const clean = path.length > 1 ? path.replace(/\/+$/, '') : path;
  return pages.byPath.get(decoded(clean)) ?? pages.notFound;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
