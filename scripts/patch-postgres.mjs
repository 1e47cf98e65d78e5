import { readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * postgres 3.4.9 when the database goes away inside a transaction: it writes the rollback to a socket that is null by
 * then, outside of any promise, which ends the process; a connection that closes with a write pending or a statement
 * queued never answers again; the next user of a reopened connection is told the old one's error; statements of a lost transaction go to
 * whatever its connection has become. Reported upstream (porsager/postgres #1066, #1154, #1208), not released. Runs
 * after every install; does nothing where it finds other lines (decision 008).
 */
const REPAIRS = {
  'connection.js': [
    [
      `  function nextWrite(fn) {
    const x = socket.write(chunk, fn)
`,
      `  function nextWrite(fn) {
    if (socket === null) {
      nextWriteTimer !== null && clearImmediate(nextWriteTimer)
      chunk = nextWriteTimer = null
      error(Errors.connection('CONNECTION_CLOSED', options, socket))
      query = null
      return false
    }
    const x = socket.write(chunk, fn)
`,
    ],
    [
      `    incomings = null
    clearImmediate(nextWriteTimer)
`,
      `    incomings = null
    clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
`,
    ],
    [
      `    !hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))
`,
      `    if (query || sent.length)
      error(Errors.connection('CONNECTION_CLOSED', options, socket))
    query = errorResponse = null
`,
    ],
  ],
  'index.js': [
    [
      `      , prepare = null

    try {
`,
      `      , prepare = null
      , lost = null

    try {
`,
    ],
    [
      `new Promise((_, reject) => connection.onclose = reject)`,
      `new Promise((_, reject) => connection.onclose = e => reject(lost = e))`,
    ],
    [
      `        q.catch(e => uncaughtError || (uncaughtError = e))
        c.queue === full
`,
      `        q.catch(e => uncaughtError || (uncaughtError = e))
        if (lost)
          return q.reject(lost)
        c.queue === full
`,
    ],
  ],
};

/** Answers the files that were repaired. A file is replaced, not written into: other trees may share it by a link. */
export async function patchPostgres(from = import.meta.url) {
  // Its package.json is not exported; the entry for require lies in cjs/src.
  const root = dirname(dirname(dirname(createRequire(from).resolve('postgres'))));
  const repaired = [];
  for (const [name, repairs] of Object.entries(REPAIRS)) {
    for (const file of [join(root, 'src', name), join(root, 'cjs', 'src', name)]) {
      const found = await readFile(file, 'utf8').catch(() => null);
      if (found === null) continue;
      const wanted = repairs.reduce(
        (text, [broken, sound]) => (text.includes(sound) ? text : text.replace(broken, sound)),
        found,
      );
      if (wanted === found) continue;
      await writeFile(`${file}.new`, wanted);
      await rename(`${file}.new`, file);
      repaired.push(file);
    }
  }
  return repaired;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  await patchPostgres();
