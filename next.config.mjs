import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import withPwa from 'next-pwa';

// One id per build, shared with the build's child processes: it is the revision of the precached shells.
process.env.GATE_BUILD_ID ??= randomUUID();
const buildId = process.env.GATE_BUILD_ID;

/** @returns {string[]} the same list the service worker answers navigations from */
const shells = () => JSON.parse(readFileSync('offline/service-worker/shells.json', 'utf8'));

const madeByBuild = /^(sw|workbox-|swe-worker-|fallback-)/;

/** Files of public/, which the worker's own list would otherwise replace. */
const publicFiles = () =>
  readdirSync('public', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !madeByBuild.test(entry.name))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const revision = createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16);
      return { url: `/${relative('public', path).split(sep).join('/')}`, revision };
    });

/**
 * The library of XLSX files is a megabyte that no tablet at a gate needs: fetched when a firm opens its first workbook.
 * @param {{ asset: { name: string }, compilation: import('webpack').Compilation }} made
 */
const holdsSheetLibrary = ({ asset, compilation }) =>
  [...compilation.chunks].some(
    (chunk) =>
      chunk.files.has(asset.name) &&
      [...compilation.chunkGraph.getChunkModules(chunk)].some((module) =>
        /node_modules[\\/]exceljs[\\/]/.test(module.identifier()),
      ),
  );

const pwa = withPwa({
  dest: 'public',
  disable: process.env.NODE_ENV === 'development',
  // Registered by offline/service-worker/register.ts: the package's own never reaches App Router pages.
  register: false,
  cacheStartUrl: false,
  reloadOnOnline: false,
  workboxOptions: {
    swSrc: 'offline/service-worker/sw.ts',
    additionalManifestEntries: [
      ...shells().map((url) => ({ url, revision: buildId })),
      { url: '/manifest.webmanifest', revision: buildId },
      ...publicFiles(),
    ],
    // The package's default leaves out the fonts; the decoder's WebAssembly has about one megabyte.
    // Its own exclusion of what the server alone has is lost beside a function, so that stands here as well.
    exclude: [
      /\.map$/,
      /sw\.js$/,
      /\.woff$/,
      /^manifest.*\.js$/,
      /^server\//,
      /^(app-)?build-manifest\.json$/,
      /^react-loadable-manifest\.json$/,
      holdsSheetLibrary,
    ],
    maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
  },
});

/** @type {import('next').NextConfig} */
const config = {
  // `npm run types` is the judge, with the same tsconfig; a build on a small machine need not do it twice.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['postgres', 'pino', 'exceljs', 'pdfkit', 'nodemailer', 'web-push'],
  generateBuildId: () => buildId,
  // What a tablet says it runs (OF-43).
  env: { GATE_BUILD: buildId.slice(0, 8) },
  webpack: (/** @type {import('webpack').Configuration} */ made) => {
    made.module?.rules?.push({
      test: /messages[\\/]\w+\.json$/,
      resourceQuery: /^\?part=/,
      loader: fileURLToPath(new URL('./components/app/word-part-loader.mjs', import.meta.url)),
    });
    return made;
  },
};

export default pwa(config);
