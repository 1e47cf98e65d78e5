import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { inGate, openDatabase } from '@/db/client';
import { startEmbeddedPostgres } from '@/db/embedded/start-postgres';
import { appUrl, migrateDatabase } from '@/db/migrate';
import { device as deviceTable } from '@/db/schema/device';
import {
  type CrossingId,
  crossingIdSchema,
  deviceIdSchema,
  gateIdSchema,
  type PassId,
} from '@/domain/shared/identity';
import type { Agency } from '@/domain/shared/vocabulary';
import type { Binding, EventDraft } from '@/domain/sync/event';
import { memoryStore } from '@/offline/store/memory-store';
import { createExchange } from '@/offline/sync/exchange';
import { fetchTransport } from '@/offline/sync/fetch-transport';
import { createDeviceKey, signAsDevice } from '@/offline/unlock/device-key';
import { createVault } from '@/offline/unlock/vault';
import type { Measurement } from '@/scripts/measurement';
import { sealNewPersonal } from '@/server/crossing/seal-personal';
import { answerPull, answerPush, type Exchange } from '@/server/exchange/answer-exchange';
import { namePacking } from '@/server/http/packed-answers';
import { openKeyRing } from '@/server/keys/key-ring';
import { recordEvents } from '@/server/log/record-events';
import { preparePasses } from '@/server/pass/issue-pass';
import { FakeTablet } from '@/server/testing/fake-tablet';
import { declaredDraft } from '@/server/testing/gate-house';
import { throttledLine } from './line/throttled-line';

const HN = gateIdSchema.parse('HN');
const DAY = 24 * 3_600_000;
const MOST_BYTES = 5_000_000;
const MOST_SECONDS = 60;
const LINE_BITS_PER_SECOND = 1_000_000;
const BATCH = 200;

/** Who ticks what on the way of a loaded export; a scan goes before each tick at the gate and at the line. */
const WAY: readonly (readonly [string, Agency])[] = [
  ['staging-arrival', 'yard'],
  ['medical-check', 'medical-quarantine'],
  ['called', 'gate-centre'],
  ['gate-entry', 'border-guard'],
  ['gate-entry', 'customs'],
  ['yard-in', 'customs'],
  ['fee-paid', 'gate-centre'],
  ['release-check', 'customs'],
  ['line-exit', 'border-guard'],
];
const FIRMS = Array.from({ length: 120 }, (_, n) => `Công ty CP Logistics Kỳ Lừa ${n}`);
const GOODS = ['Sầu riêng tươi', 'Thanh long ruột đỏ', 'Xoài tươi', 'Linh kiện điện tử', 'Phụ tùng ô tô'];

type Vehicle = { readonly crossingId: CrossingId; readonly passId: PassId };

/** Random digits that stay the same from run to run. */
function digits(seed: number, length: number): string {
  let state = seed * 2_654_435_761;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    text += String(state >>> 8).slice(-3);
  }
  return text.slice(0, length);
}

export const measurement: Measurement = {
  goal: 'a new tablet of the largest gate (5,000 passes a day, three days, every tick of them) has everything in ≤ 5 MB over the line and ≤ 60 s at 1 Mbit/s; no step over 500 rows of a stream',
  run: async ({ say, options }) => {
    const perDay = Number(options.passes ?? 5000);
    const root = await mkdtemp(join(tmpdir(), 'gate-catch-up-'));
    await chmod(root, 0o711);
    const postgres = await startEmbeddedPostgres({ dataDir: root, forgetful: true });
    try {
      await migrateDatabase(postgres.url, { appPassword: 'catch-up' });
      const database = openDatabase(appUrl(postgres.url, 'catch-up'), { max: 4 });
      const ring = await openKeyRing(join(root, 'keys'));
      const clock = { at: Date.now() - 3 * DAY };
      const exchange: Exchange = { db: database.db, ring: async () => ring, clock: { now: () => clock.at } };
      const agencies = [...new Set(WAY.map(([, agency]) => agency))];
      const tablets = new Map<Agency, FakeTablet>();
      for (const agency of agencies)
        tablets.set(agency, await new FakeTablet(HN, agency, clock.at).enrol(database.db));
      const away = await enrolTablet(database.db, clock.at);

      let passes = 0;
      let events = 0;
      for (const dayAgo of [3, 2, 1]) {
        clock.at = Date.now() - dayAgo * DAY + 2 * 3_600_000;
        const vehicles: Vehicle[] = [];
        for (let done = 0; done < perDay; done += BATCH) {
          const orders = Array.from({ length: Math.min(BATCH, perDay - done) }, (_, n) => passes + n);
          vehicles.push(...(await declareAll(orders, exchange)));
          passes += orders.length;
          events += 2 * orders.length;
        }
        // Of the last day half are under way: they have come as far as the gate.
        for (const [at, [step, agency]] of WAY.entries()) {
          const tablet = tablets.get(agency);
          if (tablet === undefined) continue;
          clock.at += 1_800_000;
          tablet.wall = Math.max(tablet.wall, clock.at);
          const coming = dayAgo === 1 && at > 3 ? vehicles.slice(0, perDay / 2) : vehicles;
          const first = tablet.events.length;
          for (const { crossingId, passId } of coming) {
            if (step === 'gate-entry' || step === 'line-exit') tablet.scan(crossingId, passId);
            tablet.confirm(crossingId, step, { passId, verdict: 'proceed', codes: ['AD-OK'] });
          }
          tablet.wall -= (tablet.events.length - first) * 1000;
          for (let from = first; from < tablet.events.length; from += BATCH)
            await tablet.push(exchange, tablet.events.slice(from, from + BATCH), from + 1);
          events += tablet.events.length - first;
        }
        say(`day −${dayAgo}: ${passes} passes, ${events} events`);
      }
      clock.at = Date.now();

      const rounds: Round[] = [];
      for (const [name, bits] of [
        ['1 Mbit/s', LINE_BITS_PER_SECOND],
        ['no limit', Number.POSITIVE_INFINITY],
      ] as const) {
        rounds.push({ name, ...(await catchUp(exchange, away, bits)) });
        say(`${name}: ${JSON.stringify(rounds.at(-1))}`);
      }
      await database.close();
      const [slow] = rounds;
      return {
        rows: rounds.map((round) => ({
          line: round.name,
          megabytes: Math.round(round.bytesDown / 10_000) / 100,
          'megabytes sent': Math.round(round.bytesUp / 10_000) / 100,
          seconds: Math.round(round.seconds * 10) / 10,
          steps: round.steps,
          'most rows in a step': round.mostRows,
          passes: round.passes,
          events: round.events,
        })),
        figures: {
          passesDeclared: passes,
          eventsInLog: events,
          perDay,
          bytesPerPass: slow === undefined ? null : Math.round(slow.bytesDown / passes),
          rounds,
        },
        met:
          // With fewer it is a trial, and says nothing of the goal.
          perDay >= 5000 &&
          slow !== undefined &&
          slow.bytesDown + slow.bytesUp <= MOST_BYTES &&
          slow.seconds <= MOST_SECONDS &&
          slow.mostRows <= 500,
      };
    } finally {
      await postgres.stop();
      await rm(root, { recursive: true, force: true });
    }
  },
};

async function declareAll(numbers: readonly number[], exchange: Exchange): Promise<readonly Vehicle[]> {
  const { db, clock } = exchange;
  const ring = await exchange.ring();
  const now = clock.now();
  return inGate(db, { gateId: HN, actor: 'bench' }, async (tx) => {
    const entries = numbers.map((n) => {
      const binding: Binding = {
        plate: `${11 + (n % 80)}C${digits(n, 5)}`,
        trailer: `${11 + (n % 70)}R${digits(n + 1_000_000, 5)}`,
        container: n % 2 === 0 ? `TCLU${digits(n + 2_000_000, 7)}` : null,
        seal: n % 2 === 0 ? `VN${digits(n + 3_000_000, 6)}` : null,
        customsDeclaration: digits(n + 4_000_000, 11),
      };
      return { n, binding, crossingId: crossingIdSchema.parse(uuidv7({ msecs: now })) };
    });
    const sealed = await sealNewPersonal(
      tx,
      HN,
      new Map(
        entries.map(({ n, crossingId }) => [
          crossingId,
          {
            driverName: 'Đỗ Hữu Cường',
            driverIdNumber: `027${digits(n, 9)}`,
            driverPhone: '0912345678',
            note: null,
          },
        ]),
      ),
      now,
    );
    const passes = await preparePasses(
      tx,
      ring,
      HN,
      entries.map(({ binding, crossingId }) => ({
        crossingId,
        direction: 'export',
        kind: 'loaded',
        goodsClass: 'perishable',
        binding,
        driver: 'Đỗ Hữu Cường',
        plannedArrivalAt: null,
        actor: 'firm-1',
      })),
      now,
    );
    const drafts = entries.flatMap(({ n, binding, crossingId }, at): EventDraft[] => {
      const pass = passes[at];
      const declared = declaredDraft(crossingId, binding, sealed.get(crossingId) ?? null);
      if (pass === undefined || declared.type !== 'crossing.declared') return [];
      const firm = { ...declared.body.firm, name: FIRMS[n % FIRMS.length] ?? '' };
      const goods = {
        ...declared.body.goods,
        name: GOODS[n % GOODS.length] ?? '',
        grossWeightKg: 12_000 + (n % 9000),
      };
      return [{ ...declared, body: { ...declared.body, firm, goods } }, pass.draft];
    });
    await recordEvents(tx, HN, drafts, now);
    return entries.flatMap(({ crossingId }, at) => {
      const passId = passes[at]?.passId;
      return passId === undefined ? [] : [{ crossingId, passId }];
    });
  });
}

type AwayTablet = {
  readonly device: ReturnType<typeof deviceIdSchema.parse>;
  readonly key: CryptoKey;
};

/** The tablet that was away: enrolled, with nothing on board. */
async function enrolTablet(db: Exchange['db'], now: number): Promise<AwayTablet> {
  const key = await createDeviceKey();
  const device = deviceIdSchema.parse(uuidv7());
  await inGate(db, { gateId: HN, actor: null }, (tx) =>
    tx.insert(deviceTable).values({
      gateId: HN,
      deviceId: device,
      kind: 'tablet',
      name: 'away',
      checkpoint: 'gate',
      agency: 'border-guard',
      publicKey: key.publicKey,
      enrolledBy: 'bench',
      enrolledAt: now,
    }),
  );
  return { device, key: key.privateKey };
}

type Figures = {
  readonly bytesDown: number;
  readonly bytesUp: number;
  readonly seconds: number;
  readonly steps: number;
  readonly mostRows: number;
  readonly passes: number;
  readonly events: number;
};
type Round = Figures & { readonly name: string };

/** The tablet's own engine with an empty store, over HTTP, through a line of so many bits a second. */
async function catchUp(exchange: Exchange, away: AwayTablet, bitsPerSecond: number): Promise<Figures> {
  const server = createServer((request, response) => void answer(exchange, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const line = await throttledLine((server.address() as AddressInfo).port, bitsPerSecond);
  const store = memoryStore();
  const vault = await createVault((length) => crypto.getRandomValues(new Uint8Array(length)));
  await store.enrol({
    enrolment: {
      device: away.device,
      gateId: HN,
      checkpoint: 'gate',
      agency: 'border-guard',
      deviceName: 'away',
      roots: [],
      sealingKey: '',
    },
    guard: { failures: 0, waitUntil: 0 },
    deviceKey: away.key,
  });
  let steps = 0;
  let mostRows = 0;
  let events = 0;
  const seen = new Set<string>();
  const transport = fetchTransport({
    origin: `http://127.0.0.1:${line.port}`,
    sign: (message) => signAsDevice(away.key, message),
    // As a browser over HTTPS asks.
    fetch: (url, given) =>
      fetch(url, { ...given, headers: { ...given?.headers, 'accept-encoding': 'gzip, deflate, br' } }),
  });
  const begun = performance.now();
  const report = await createExchange({
    store,
    transport: {
      push: transport.push,
      pull: async (request) => {
        const reply = await transport.pull(request);
        if (reply.kind === 'answer') {
          steps += 1;
          const { pages } = reply.value;
          mostRows = Math.max(mostRows, ...Object.values(pages).map((page) => page.count));
          events += pages.events.count;
          for (const { passId } of pages.passes.upserts) seen.add(passId);
        }
        return reply;
      },
    },
    clock: { wall: () => Date.now(), mono: () => performance.now(), boot: 'bench' },
    vault: () => vault,
    trusted: async (lists) => lists,
  })();
  const seconds = (performance.now() - begun) / 1000;
  if (report.kind !== 'done') throw new Error(JSON.stringify(report));
  await line.close();
  server.closeAllConnections();
  server.close();
  return {
    bytesDown: line.down(),
    bytesUp: line.up(),
    seconds,
    steps,
    mostRows,
    passes: seen.size,
    events,
  };
}

async function answer(exchange: Exchange, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const asked = new Request(`http://gate.test${request.url}`, {
    method: 'POST',
    body: Buffer.concat(chunks),
    headers: Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  });
  namePacking(response);
  const answered = await (request.url === '/api/sync/push' ? answerPush : answerPull)(exchange, asked);
  for (const [name, value] of answered.headers) response.setHeader(name, value);
  response.writeHead(answered.status);
  response.end(Buffer.from(await answered.arrayBuffer()));
}
