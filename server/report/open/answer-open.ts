import { createHash } from 'node:crypto';
import { CSV_MARK, csvLine, csvText } from '@/domain/report/csv';
import { addDays, dayOf, type ReportDay, reportDaySchema } from '@/domain/report/home-day';
import {
  DATASET_NAMES,
  DATASETS,
  type Dataset,
  type DatasetName,
  type OpenPorts,
  type OpenRow,
} from './datasets';
import { LICENCE, openApi, SUPPRESSION } from './openapi';

/** Any page of any origin may read it: there is nothing behind it that a cookie would open. */
const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Age',
} as const;
const MOST_DAYS_BACK = 400;
const MOST_KEPT = 64;
/** Reads that wait for their turn; more is somebody who does not wait for answers. */
const MOST_WAITING = 16;

type Kept = { readonly at: number; readonly table: Promise<Awaited<ReturnType<Dataset['read']>>> };

export type OpenData = {
  /** `path`: what stands behind `/api/v1/open/`. */
  readonly answer: (request: Request, path: string) => Promise<Response>;
};

/**
 * The open data of one node. A table is read once for all who ask while it is good, and tables are read one after another:
 * whatever the public asks for, one query at a time is all that it costs the gates.
 */
export function createOpenData(ports: OpenPorts, origin: string): OpenData {
  const kept = new Map<string, Kept>();
  let turn: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  function read(name: DatasetName, day: ReportDay): Kept['table'] | null {
    const dataset: Dataset = DATASETS[name];
    const key = dataset.takesDay ? `${name} ${day}` : name;
    const at = ports.now();
    const known = kept.get(key);
    if (known !== undefined && at - known.at < dataset.maxAgeSeconds * 1000) return known.table;
    if (waiting >= MOST_WAITING) return null;
    waiting += 1;
    const table = turn.then(() => dataset.read(ports, day)).finally(() => (waiting -= 1));
    turn = table.catch(() => undefined);
    const made: Kept = { at, table };
    kept.delete(key);
    kept.set(key, made);
    for (const [oldest] of kept) {
      if (kept.size <= MOST_KEPT) break;
      kept.delete(oldest);
    }
    // A failed read is not kept: the next one asks again.
    table.catch(() => {
      if (kept.get(key) === made) kept.delete(key);
    });
    return table;
  }

  return {
    answer: async (request, path) => {
      if (path === 'openapi.json')
        return json(200, openApi(origin), { 'Cache-Control': 'public, max-age=3600' });
      const isCsv = path.endsWith('.csv');
      const name = DATASET_NAMES.find((known) => known === (isCsv ? path.slice(0, -4) : path));
      if (name === undefined) return json(404, { error: 'no such dataset', datasets: DATASET_NAMES });
      const day = dayAsked(new URL(request.url).searchParams.get('day'), ports.now());
      if (day === null) return json(400, { error: 'day: YYYY-MM-DD, from 400 days ago to today' });
      const table = read(name, day);
      if (table === null) return json(503, { error: 'too many questions at once' }, { 'Retry-After': '5' });
      return tableAnswer(request, name, isCsv, await table, ports.now());
    },
  };
}

/** Null: no day, one to come, or one so long ago that nobody is served by it. */
function dayAsked(text: string | null, now: number): ReportDay | null {
  const today = dayOf(now);
  if (text === null) return addDays(today, -1);
  const day = reportDaySchema.safeParse(text);
  if (!day.success || day.data > today || day.data < addDays(today, -MOST_DAYS_BACK)) return null;
  return day.data;
}

function tableAnswer(
  request: Request,
  name: DatasetName,
  isCsv: boolean,
  { asOf, rows }: { readonly asOf: number; readonly rows: readonly OpenRow[] },
  now: number,
): Response {
  const dataset: Dataset = DATASETS[name];
  const ageSeconds = Math.max(0, Math.floor((now - asOf) / 1000));
  // Of what was counted, not of how old it has grown meanwhile.
  const tag = `W/"${createHash('sha256')
    .update(JSON.stringify([name, isCsv, asOf, rows]))
    .digest('base64url')
    .slice(0, 22)}"`;
  const headers = {
    ...CORS,
    ETag: tag,
    Age: String(ageSeconds),
    'Cache-Control': `public, max-age=${dataset.maxAgeSeconds}`,
    Link: `<${LICENCE.url}>; rel="license"`,
  };
  const known = request.headers.get('if-none-match');
  if (known === '*' || known?.split(',').some((each) => each.trim() === tag) === true)
    return new Response(null, { status: 304, headers });
  const about = {
    dataset: name,
    licence: LICENCE,
    method: dataset.method,
    suppression: SUPPRESSION,
    asOf: new Date(asOf).toISOString(),
    ageSeconds,
  };
  if (!isCsv) return json(200, { ...about, rows }, headers);
  return new Response(csvOf(dataset, rows, about), {
    status: 200,
    headers: { ...headers, 'Content-Type': 'text/csv; charset=utf-8' },
  });
}

/** What an answer says of itself stands in every line: a file outlives its headers. */
function csvOf(
  { columns }: Dataset,
  rows: readonly OpenRow[],
  about: { readonly asOf: string; readonly ageSeconds: number; readonly method: string },
): string {
  const names = Object.keys(columns);
  const behind = [
    about.asOf,
    String(about.ageSeconds),
    LICENCE.name,
    csvText(about.method),
    csvText(SUPPRESSION),
  ];
  return [
    CSV_MARK,
    csvLine([...names, 'as_of', 'age_seconds', 'licence', 'method', 'suppression']),
    ...rows.map((row) => {
      const cells = names.map((name) => {
        const value = row[name] ?? null;
        return value === null ? '' : typeof value === 'number' ? String(value) : csvText(value);
      });
      return csvLine([...cells, ...behind]);
    }),
  ].join('');
}

const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response =>
  Response.json(body, { status, headers: { ...CORS, ...headers } });

/** The answer to a browser that asks whether it may ask. */
export const openPreflight = (): Response =>
  new Response(null, {
    status: 204,
    headers: {
      ...CORS,
      'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS',
      'Access-Control-Allow-Headers': 'If-None-Match, Accept',
      'Access-Control-Max-Age': '86400',
    },
  });
