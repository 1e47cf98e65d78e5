import Papa from 'papaparse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GateSnapshot } from '@/domain/board/snapshot';
import { SMALLEST_TOLD } from '@/domain/report/withhold';
import { STAGES } from '@/domain/shared/vocabulary';
import { readGateSnapshot } from '../../board/read-gate-snapshot';
import { type GateHouse, gateHouse, HN } from '../../testing/gate-house';
import { createOpenData, type OpenData, openPreflight } from './answer-open';
import { DATASET_NAMES, DATASETS, type Dataset } from './datasets';

const HOUR = 3_600_000;
const PLATE = '12C77701';
let house: GateHouse;
let open: OpenData;
let reads = 0;

beforeAll(async () => {
  house = await gateHouse();
  const tablet = await house.tablet();
  const customs = await house.tablet('customs');
  // Seven come and go, two more are declared.
  for (let n = 0; n < 9; n += 1) {
    const { crossingId } = await house.declare(`12C7770${n}`);
    if (n > 6) continue;
    tablet.wall += 600_000;
    customs.wall = tablet.wall;
    tablet.confirm(crossingId, 'gate-entry');
    customs.confirm(crossingId, 'gate-entry');
    customs.confirm(crossingId, 'release-check');
    tablet.confirm(crossingId, 'line-exit');
  }
  house.clock.at += 2 * HOUR;
  await tablet.push(house.exchange);
  await customs.push(house.exchange);
  const now = () => house.clock.at;
  open = createOpenData(
    {
      db: house.database.app,
      now,
      snapshot: (gateId): Promise<GateSnapshot> => {
        reads += 1;
        return readGateSnapshot({ db: house.database.app, clock: { now } }, gateId);
      },
    },
    'https://gate.example',
  );
});
afterAll(() => house.close());

const ask = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  open.answer(
    new Request(`https://gate.example/api/v1/open/${path}`, { headers }),
    path.split('?', 1)[0] ?? '',
  );
const TODAY = '2026-11-22';

test.each(DATASET_NAMES)(
  'RP-18 %s says licence, method, when and how old, as JSON and as CSV',
  async (name) => {
    const dataset: Dataset = DATASETS[name];
    const query = dataset.takesDay ? `?day=${TODAY}` : '';
    const answer = await ask(`${name}${query}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('cache-control')).toMatch(/^public, max-age=\d+$/);
    const body = await answer.json();
    expect(body).toMatchObject({
      dataset: name,
      licence: { name: 'CC-BY-4.0' },
      method: dataset.method,
      asOf: expect.stringMatching(/^2026-11-22T/),
      ageSeconds: expect.any(Number),
    });
    expect(body.rows.length).toBeGreaterThan(0);
    for (const row of body.rows) {
      expect(Object.keys(row)).toEqual(Object.keys(dataset.columns));
      for (const [column, { type, isNullable }] of Object.entries(dataset.columns)) {
        if (isNullable === true && row[column] === null) continue;
        expect(typeof row[column], `${name}.${column}`).toBe(type === 'string' ? 'string' : 'number');
      }
    }
    const csv = await ask(`${name}.csv${query}`);
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    // The mark of UTF-8 is eaten by whoever reads it as text.
    const lines = Papa.parse<Record<string, string>>(await csv.text(), {
      header: true,
      skipEmptyLines: true,
    }).data;
    expect(lines).toHaveLength(body.rows.length);
    for (const line of lines)
      expect(line).toMatchObject({ as_of: body.asOf, licence: 'CC-BY-4.0', method: dataset.method });
  },
);

test('RP-17 no plate, no firm, no name is in any answer, and small counts are not told', async () => {
  for (const name of DATASET_NAMES) {
    const text = await (await ask(`${name}?day=${TODAY}`)).text();
    for (const secret of [PLATE, '77701', 'Kỳ Lừa', 'Đỗ Hữu Cường', '30820751810'])
      expect(text).not.toContain(secret);
  }
  const queue = await (await ask('queue')).json();
  for (const row of queue.rows)
    for (const stage of STAGES) {
      const count = row[`vehicles_${stage}`];
      expect(count === null || count === 0 || count >= SMALLEST_TOLD).toBe(true);
    }
  const own = queue.rows.find(
    (row: Record<string, unknown>) => row.gate === HN && row.direction === 'export',
  );
  expect(own).toMatchObject({
    vehicles_staging: 0,
    vehicles_left: null,
    vehicles_declared: null,
  });
  const daily = await (await ask(`daily?day=${TODAY}`)).json();
  expect(daily.rows.find((row: Record<string, unknown>) => row.gate === HN)).toMatchObject({
    total: 7,
    export_fruit: 7,
    export_other: 0,
    stock_export: 0,
  });
});

test('RP-18 who has it already is told so, whatever its age; and is told anew when it changed', async () => {
  const first = await ask('queue');
  const tag = first.headers.get('etag') ?? '';
  house.clock.at += 30_000;
  const again = await ask('queue', { 'if-none-match': tag });
  expect(again.status).toBe(304);
  expect(await again.text()).toBe('');
  expect(again.headers.get('age')).toBe('30');
  const before = reads;
  await Promise.all(Array.from({ length: 50 }, () => ask('queue')));
  expect(reads).toBe(before);
  house.clock.at += 60_000;
  const changed = await ask('queue', { 'if-none-match': tag });
  expect(changed.status).toBe(200);
  expect(reads).toBeGreaterThan(before);
});

test('what is not there is said, with what there is; a day that cannot be is refused', async () => {
  const missing = await ask('people');
  expect(missing.status).toBe(404);
  expect(await missing.json()).toMatchObject({ datasets: DATASET_NAMES });
  for (const day of ['2026-11-31', 'yesterday', '2027-01-01', '2020-01-01', "2026-11-22' or 1=1"])
    expect((await ask(`daily?day=${encodeURIComponent(day)}`)).status, day).toBe(400);
  expect((await ask('__proto__')).status).toBe(404);
});

test('many days at once wait for their turn, and too many are sent away until later', async () => {
  const day = (back: number) => new Date(Date.parse(TODAY) - back * 86_400_000).toISOString().slice(0, 10);
  const answers = await Promise.all(Array.from({ length: 40 }, (_, at) => ask(`daily?day=${day(at + 30)}`)));
  const refused = answers.filter(({ status }) => status === 503);
  expect(answers.filter(({ status }) => status === 200).length).toBe(16);
  expect(refused.length).toBe(24);
  expect(refused[0]?.headers.get('retry-after')).toBe('5');
  expect((await ask(`daily?day=${day(80)}`)).status).toBe(200);
});

test('RP-18 the OpenAPI document names every dataset, its columns and its licence', async () => {
  const document = await (await ask('openapi.json')).json();
  expect(document).toMatchObject({ openapi: '3.1.0', info: { license: { name: 'CC-BY-4.0' } } });
  expect(Object.keys(document.paths)).toEqual(DATASET_NAMES.flatMap((name) => [`/${name}`, `/${name}.csv`]));
  const row =
    document.paths['/daily'].get.responses[200].content['application/json'].schema.properties.rows.items;
  expect(Object.keys(row.properties)).toEqual(Object.keys(DATASETS.daily.columns));
  expect(openPreflight().headers.get('access-control-allow-methods')).toContain('GET');
});
