import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { v7 as uuidv7 } from 'uuid';
import { readForImport, rowsToSend } from '@/components/intake/sheet-reader';
import { inGate, openDatabase } from '@/db/client';
import { startEmbeddedPostgres } from '@/db/embedded/start-postgres';
import { appUrl, migrateDatabase } from '@/db/migrate';
import { firm } from '@/db/schema/account';
import { submissionSchema } from '@/domain/declaration/submission';
import { gateIdSchema } from '@/domain/shared/identity';
import { type Measurement, type Outcome, quantile } from '@/scripts/measurement';
import { openSignInDatabase } from '@/server/auth/sign-in-database';
import type { Board } from '@/server/board/board';
import { addRows } from '@/server/intake/add-rows';
import { beginImport } from '@/server/intake/begin-import';
import { fileGoodRows } from '@/server/intake/file-good-rows';
import { fileImport } from '@/server/intake/file-import';
import { openKeyRing } from '@/server/keys/key-ring';
import { currentLink } from '@/server/neighbour/current-link';
import { readSheet } from '@/sheets/read-sheet';
import { writeCells } from '@/sheets/write-cells';

/** A day's sheet as firms write it, in the shapes that firms save it in; then one seventy times as long. */
const ROUNDS = 5;
const PREVIEW_GOAL_MS = 2_000;
const LARGE = 100_000;
const LARGE_GOAL_MS = 60_000;

const DATA = new URL('../db/seed/data/', import.meta.url);
const FILE = readFileSync(new URL('day-2024-08-29.csv', DATA));
const lines = (text: string) =>
  Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { skipEmptyLines: true }).data;
const [HEADER = [], ...ROWS] = lines(FILE.toString('utf8'));
const [, ...PLANTED] = lines(readFileSync(new URL('day-2024-08-29.faults.csv', DATA), 'utf8'));
const planted = new Set(PLANTED.map(([row, field]) => `${row} ${field}`));

const NOTHING_SAID = { choices: {}, defaults: {} };

/** What the worker of the page does with a file: read, understood, judged. */
async function preview(bytes: Uint8Array, onProgress: (done: number) => void = () => undefined) {
  const began = performance.now();
  const sheet = await readSheet(bytes);
  if (!sheet.ok) throw new Error(sheet.error.kind);
  const read = readForImport(sheet.value, new Uint8Array(32), NOTHING_SAID, onProgress);
  return { ...read, sheet: sheet.value, ms: performance.now() - began };
}

async function shapes(): Promise<Readonly<Record<string, Uint8Array>>> {
  const text = (delimiter: string) => Papa.unparse([HEADER, ...ROWS], { delimiter });
  return {
    'CSV, UTF-8, commas': new Uint8Array(FILE),
    'CSV, semicolons': new TextEncoder().encode(text(';')),
    'text, UTF-16, tabs': Buffer.from(`\ufeff${text('\t')}`, 'utf16le'),
    XLSX: await writeCells('xlsx', 'Xe', [HEADER, ...ROWS]),
  };
}

/** The day again and again, each lorry its own: the faults stay, the plates are new. */
function large(rows: number): Uint8Array {
  const [row, plate] = [HEADER.indexOf('stt'), HEADER.indexOf('bien_so')];
  const made = Array.from({ length: rows }, (_, n) => {
    const cells = [...(ROWS[n % ROWS.length] ?? [])];
    cells[row] = String(n + 1);
    cells[plate] = `${11 + Math.floor(n / 10_000)}C-${String(n % 10_000).padStart(5, '0')}`;
    return cells;
  });
  return new TextEncoder().encode(Papa.unparse([HEADER, ...made]));
}

export const measurement: Measurement = {
  goal: `a ${ROWS.length}-row sheet as firms write it: every planted fault found, no false alarm, preview at most ${PREVIEW_GOAL_MS} ms; ${LARGE} rows at most ${LARGE_GOAL_MS / 1000} s with progress`,
  run: async ({ say, options }) => {
    const rows: Record<string, string | number | boolean | null>[] = [];
    let met = true;
    for (const [shape, bytes] of Object.entries(await shapes())) {
      const times: number[] = [];
      let [missed, false_] = [0, 0];
      for (let round = 0; round < ROUNDS; round += 1) {
        const { rows: read, sheet, ms } = await preview(bytes);
        times.push(ms);
        const found = read.flatMap(({ row, faults }) =>
          faults.map(({ field }) => `${row} ${headerOf(sheet.header, field)}`),
        );
        missed = [...planted].filter((fault) => !found.includes(fault)).length;
        false_ = found.filter((fault) => !planted.has(fault)).length;
      }
      const median = quantile(times, 0.5);
      met &&= missed === 0 && false_ === 0 && median <= PREVIEW_GOAL_MS;
      say(`${shape}: ${Math.round(median)} ms`);
      rows.push({
        what: `preview: ${shape}`,
        rows: ROWS.length,
        ms: Math.round(median),
        missed,
        'false alarms': false_,
      });
    }
    const outcome = await measureLarge(Number(options.rows ?? LARGE), say);
    return {
      rows: [...rows, ...outcome.rows],
      figures: { rounds: ROUNDS, load: loadavg(), ...outcome.figures },
      met: met && outcome.met,
    };
  },
};

/** The planted faults go by the file's own headers. */
const HEADERS: Readonly<Record<string, string>> = {
  driverIdNumber: 'giay_to',
  taxCode: 'ma_so_thue',
  customsDeclaration: 'to_khai_hq',
  container: 'so_container',
  plate: 'bien_so',
  weight: 'khoi_luong',
  driverPhone: 'dien_thoai',
  goodsName: 'ten_hang',
};
const headerOf = (header: readonly string[], field: string): string => {
  const name = HEADERS[field] ?? field;
  return header.some((cell) => cell.replace(/^\ufeff/, '') === name) ? name : field;
};

/** Judged in one go with progress; then on its way through the centre, all rows and every good one filed. */
async function measureLarge(count: number, say: (line: string) => void): Promise<Outcome> {
  const bytes = large(count);
  let told = 0;
  const judged = await preview(bytes, () => {
    told += 1;
  });
  say(`${count} rows judged in ${Math.round(judged.ms)} ms, progress told ${told} times`);
  const dataDir = await mkdtemp(join(tmpdir(), 'gate-import-'));
  await chmod(dataDir, 0o711);
  const database = await startEmbeddedPostgres({ dataDir, forgetful: true });
  try {
    await migrateDatabase(database.url, { appPassword: 'import' });
    const url = appUrl(database.url, 'import');
    const app = openDatabase(url, { max: 4 });
    const signIn = openSignInDatabase(url, 1);
    try {
      const firmId = uuidv7();
      await inGate(app.db, { gateId: gateIdSchema.parse('HN'), actor: null }, (tx) =>
        tx.insert(firm).values({ id: firmId, name: 'Bench', taxCode: null, createdAt: new Date() }),
      );
      const ring = await openKeyRing(dataDir);
      const ctx = {
        actor: {
          kind: 'person',
          id: uuidv7(),
          role: 'declarant',
          gateId: null,
          agency: null,
          firmId,
        } as const,
        firmId,
        db: app.db,
        accounts: signIn.db,
        clock: { now: Date.now },
        board: null as unknown as Board,
        keys: async () => ring,
        sessionId: null,
        address: 'bench',
        tell: null,
        push: () => Promise.reject(new Error('nobody is told here')),
        neighbour: currentLink,
      };
      const importId = uuidv7();
      const began = performance.now();
      const { fileHash } = judged.preview;
      await beginImport(ctx, {
        importId,
        fileName: 'large.csv',
        fileHash,
        rowCount: judged.rows.length,
        choices: {},
      });
      for (let sent = 0; sent < judged.rows.length; ) {
        const part = rowsToSend(judged.rows, sent).map((row) => ({
          ...row,
          submission: submissionSchema.parse(row.submission),
        }));
        await addRows(ctx, { importId, rows: part });
        sent += part.length;
      }
      await fileImport(ctx, { importId });
      const arrivedMs = performance.now() - began;
      say(`arrived at the centre in ${Math.round(arrivedMs)} ms`);
      const filing = performance.now();
      const filed = await fileGoodRows({ db: app.db, ring, now: Date.now });
      const filedMs = performance.now() - filing;
      const per = (ms: number, of: number) => Math.round((of / ms) * 1000);
      return {
        rows: [
          {
            what: 'read and judged',
            rows: count,
            ms: Math.round(judged.ms),
            'a second': per(judged.ms, count),
          },
          {
            what: 'arrived at the centre, judged again, sealed',
            rows: count,
            ms: Math.round(arrivedMs),
            'a second': per(arrivedMs, count),
          },
          {
            what: 'good rows filed with passes',
            rows: filed,
            ms: Math.round(filedMs),
            'a second': per(filedMs, filed),
          },
        ],
        figures: { progressTold: told, bytes: bytes.length },
        met: judged.ms <= LARGE_GOAL_MS && told > 0 && filed === judged.preview.good,
      };
    } finally {
      await Promise.all([app.close(), signIn.close()]);
    }
  } finally {
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
