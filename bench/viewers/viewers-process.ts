/** The viewers of one board: a process of its own, so that its work is not the server's. */
import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { LIVE_PATH } from '@/domain/board/cursor';
import { quantile } from '@/scripts/measurement';
import type { Latency, Order, Said, WatchPlan } from './watch-plan';

const OPENED_AT_ONCE = 100;
const READY_WITHIN_MS = 120_000;
/** Every so many messages one is parsed whole and compared with what the quick look found in it. */
const CHECK_EVERY = 500;

const plan: WatchPlan = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8'));
const say = (said: Said) => process.send?.(said);
const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
const url = new URL(`${LIVE_PATH}?gate=${plan.gateId}`, plan.origin);
const cpu = process.cpuUsage();
/** `arrivals[stream][n]`: when this stream first counted n + 1 vehicles in the yard. */
const arrivals: number[][] = [];
const tally = { messages: 0, bytes: 0, broken: 0, checked: 0, disagreed: 0 };

const inYardSchema = z.object({ counts: z.object({ export: z.object({ staging: z.number() }) }) });
const QUICK = /"export":\{"declared":\d+,"staging":(\d+)/;

/** Vehicles in the yard of one message; null: no snapshot ("unchanged"). */
function inYard(message: Buffer): number | null {
  const found = QUICK.exec(message.toString('latin1'))?.[1];
  if (found === undefined) return null;
  tally.messages += 1;
  if (tally.messages % CHECK_EVERY === 0) {
    const data = /^data: (.*)$/m.exec(message.toString('utf8'))?.[1] ?? 'null';
    const whole = inYardSchema.safeParse(JSON.parse(data));
    tally.checked += 1;
    if (whole.data?.counts.export.staging !== Number(found)) tally.disagreed += 1;
  }
  return Number(found);
}

/** Opens one stream; resolves with its first snapshot. */
function watch(stream: number): Promise<void> {
  const seen: number[] = [];
  arrivals[stream] = seen;
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, headers: { accept: 'text/event-stream' } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`a stream was answered ${response.statusCode}`));
      let rest: Buffer = Buffer.alloc(0);
      response.on('data', (chunk: Buffer) => {
        const at = Date.now();
        tally.bytes += chunk.length;
        rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
        for (let end = rest.indexOf('\n\n'); end !== -1; end = rest.indexOf('\n\n')) {
          const count = inYard(rest.subarray(0, end));
          rest = rest.subarray(end + 2);
          if (count === null) continue;
          while (seen.length < count) seen.push(at);
          resolve();
        }
      });
      response.once('close', () => {
        tally.broken += 1;
      });
    });
    asked.once('error', reject);
    asked.end();
  });
}

const begun = performance.now();
const late = setTimeout(() => {
  throw new Error('not every stream had its first figures in time');
}, READY_WITHIN_MS);
for (let from = 0; from < plan.streams; from += OPENED_AT_ONCE) {
  const some = Math.min(OPENED_AT_ONCE, plan.streams - from);
  await Promise.all(Array.from({ length: some }, (_, n) => watch(from + n)));
}
clearTimeout(late);
// Nothing was scanned yet: a board that already counts somebody measures something else.
if (arrivals.some((seen) => seen.length > 0)) throw new Error('the yard was not empty');
say({ kind: 'ready', streams: arrivals.length, ms: Math.round(performance.now() - begun) });

const latency = (samples: readonly number[]): Latency => ({
  p50: quantile(samples, 0.5),
  p95: quantile(samples, 0.95),
  p99: quantile(samples, 0.99),
  most: samples.reduce((most, one) => Math.max(most, one), 0),
});

async function sum({ scans, waitMs }: Order): Promise<Said> {
  const isBehind = () => arrivals.some((seen) => seen.length < scans.length);
  for (let waited = 0; waited < waitMs && isBehind(); waited += 100) await pause(100);
  const { broken } = tally;
  const perScan = scans.map(({ sentAt, acceptedAt }, n) =>
    arrivals.flatMap((seen) => {
      const at = seen[n];
      return at === undefined ? [] : [{ sent: at - sentAt, accepted: at - acceptedAt }];
    }),
  );
  const all = perScan.flat();
  const spent = process.cpuUsage(cpu);
  return {
    kind: 'sum',
    seen: all.length,
    missing: arrivals.length * scans.length - all.length,
    ...tally,
    broken,
    sinceAccepted: latency(all.map(({ accepted }) => accepted)),
    sinceSent: latency(all.map(({ sent }) => sent)),
    worstScanP95: Math.max(
      ...perScan.map((one) =>
        quantile(
          one.map(({ accepted }) => accepted),
          0.95,
        ),
      ),
    ),
    cpuSeconds: (spent.user + spent.system) / 1e6,
  };
}

process.on('message', (order: Order) => {
  void sum(order).then(say);
});
process.once('disconnect', () => process.exit(0));
