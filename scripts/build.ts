/** `npm run build`: the production build with its stamp, as the launcher makes it; nothing when the sources are unchanged. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildForProduction, isBuilt } from './start/build';
import { explain } from './start/explain';
import { makeStages } from './start/stages';

const root = process.cwd();
try {
  await makeStages(process.stdout).run('Build', async (progress) => {
    if (await isBuilt(root)) return { value: undefined, detail: 'sources unchanged' };
    const logFile = join(await mkdtemp(join(tmpdir(), 'gate-build-')), 'build.log');
    await buildForProduction({ root, logFile, progress, signal: new AbortController().signal });
    return { value: undefined, detail: `made for production, the compiler's words are in ${logFile}` };
  });
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}
