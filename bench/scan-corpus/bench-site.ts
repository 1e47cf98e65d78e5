import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';

const run = promisify(execFile);
const require = createRequire(import.meta.url);

/** Decoders that are compared and are no dependency of ours: fetched for the run, gone after it. */
const FOREIGN = { jsqr: '1.4.0', 'qr-scanner': '1.4.2' } as const;
const OWN = ['zxing-wasm', '@zxing/browser', '@zxing/library'] as const;

export type BenchSite = {
  readonly origin: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
};

/** A site on this machine with the corpus, the product's own decoding worker, and the others. */
export async function openBenchSite(root: string): Promise<BenchSite> {
  const folder = await mkdtemp(join(tmpdir(), 'scan-read-'));
  await writeFile(join(folder, 'package.json'), '{"private":true,"type":"module"}');
  const wanted = Object.entries(FOREIGN).map(([name, version]) => `${name}@${version}`);
  await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...wanted], { cwd: folder });
  await writeFile(
    join(folder, 'foreign.js'),
    "import jsQR from 'jsqr';\nimport QrScanner from 'qr-scanner';\nexport { jsQR, QrScanner };\n",
  );
  const common = {
    bundle: true,
    format: 'esm',
    target: 'es2023',
    sourcemap: false,
    absWorkingDir: root,
  } as const;
  const out = join(folder, 'site');
  await build({ ...common, splitting: true, outdir: out, entryPoints: [join(folder, 'foreign.js')] });
  await build({ ...common, outfile: join(out, 'page.js'), entryPoints: ['bench/scan-corpus/page.ts'] });
  // The product asks for its worker by its source's name, which its own bundler turns into another.
  await build({ ...common, outfile: join(out, 'worker.js'), entryPoints: ['offline/scan/decode-worker.ts'] });
  const wasm = require.resolve('zxing-wasm/reader/zxing_reader.wasm');

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const file = path.endsWith('.wasm')
      ? wasm
      : path === '/decode-worker.ts'
        ? join(out, 'worker.js')
        : join(out, path);
    if (path === '/') {
      response
        .setHeader('content-type', 'text/html')
        .end('<!doctype html><script type="module" src="/page.js"></script>');
      return;
    }
    readFile(file).then(
      (body) => {
        const kind = extname(file) === '.wasm' ? 'application/wasm' : 'text/javascript';
        response.setHeader('content-type', kind).end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const versions: Record<string, string> = { ...FOREIGN };
  for (const name of OWN) {
    const manifest = await readFile(join(root, 'node_modules', name, 'package.json'), 'utf8');
    versions[name] = /"version":\s*"([^"]+)"/.exec(manifest)?.[1] ?? 'unknown';
  }
  return {
    origin: `http://127.0.0.1:${port}`,
    versions,
    close: async () => {
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
