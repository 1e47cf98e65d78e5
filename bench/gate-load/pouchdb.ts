import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The peer: PouchDB replicating to express-pouchdb over HTTP, both as their own documentation sets them up. */
export const POUCHDB_VERSIONS = { pouchdb: '9.0.0', 'express-pouchdb': '4.2.0', express: '4.22.3' };

const TABLETS = 16;

const SERVER = `
const PouchDB = require('pouchdb').defaults({ prefix: process.argv[2] + '/' });
const app = require('express')();
app.use('/', require('express-pouchdb')(PouchDB, { configPath: process.argv[2] + '/config.json', logPath: process.argv[2] + '/log.txt' }));
const server = app.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.once('disconnect', () => process.exit(0));
`;
const CLIENT = `
const PouchDB = require('pouchdb');
const { readFileSync, mkdtempSync } = require('node:fs');
const documents = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const each = Math.ceil(documents.length / ${TABLETS});
process.on('message', async ({ origin, round }) => {
  const tablets = [];
  for (let n = 0; n < ${TABLETS}; n += 1) {
    const tablet = new PouchDB(mkdtempSync(process.argv[3] + '/tablet-'));
    await tablet.bulkDocs(documents.slice(n * each, (n + 1) * each));
    tablets.push(tablet);
  }
  const remote = origin + '/gate-' + round;
  await new PouchDB(remote).info();
  const begun = performance.now();
  const done = await Promise.all(tablets.map((tablet) => tablet.replicate.to(remote, { batch_size: 100 })));
  const ms = performance.now() - begun;
  const written = done.reduce((sum, one) => sum + one.docs_written, 0);
  await Promise.all(tablets.map((tablet) => tablet.destroy()));
  process.send({ written, perSecond: (written / ms) * 1000 });
});
process.once('disconnect', () => process.exit(0));
process.send('ready');
`;

export type Pouch = {
  /** Documents a second, replicated to a new database. */
  readonly round: (round: number) => Promise<number>;
  readonly close: () => Promise<void>;
};

/** Installs it in a temporary folder: it is no dependency of the project. */
export async function startPouch(documents: readonly object[]): Promise<Pouch> {
  const folder = await mkdtemp(join(tmpdir(), 'gate-pouchdb-'));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ dependencies: POUCHDB_VERSIONS }));
  await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder });
  await writeFile(join(folder, 'server.cjs'), SERVER);
  await writeFile(join(folder, 'client.cjs'), CLIENT);
  await writeFile(join(folder, 'documents.json'), JSON.stringify(documents));
  const server = fork(join(folder, 'server.cjs'), [folder], { silent: true });
  const [port] = await once(server, 'message');
  const client = fork(join(folder, 'client.cjs'), [join(folder, 'documents.json'), folder]);
  await once(client, 'message');
  return {
    round: async (round) => {
      const answer = once(client, 'message');
      client.send({ origin: `http://127.0.0.1:${port}`, round });
      const [{ written, perSecond }] = await answer;
      if (written !== documents.length) throw new Error(`PouchDB wrote ${written} of ${documents.length}`);
      return perSecond;
    },
    close: async () => {
      const gone = Promise.all([once(server, 'exit'), once(client, 'exit')]);
      client.disconnect();
      server.disconnect();
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
