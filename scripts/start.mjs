// The whole of `npm start`. Only Node's own modules until the packages are there, and nothing that an old Node
// cannot read before its version was looked at.
import { fileURLToPath } from 'node:url';

const WANTED = [20, 19];
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < WANTED[0] || (major === WANTED[0] && minor < WANTED[1])) {
  process.stderr.write(
    `This needs Node.js ${WANTED.join('.')} or newer, and this is ${process.versions.node}: install a newer one from https://nodejs.org and start again.\n`,
  );
  process.exit(1);
}

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const { installPackages } = await import('./install-packages.mjs');
if (!(await installPackages())) process.exit(1);

// In this process and not in a child: one process less whose death somebody must notice.
const { register } = await import('tsx/esm/api');
register();
await import('./start/main.ts');
