/** The tablets: a process of its own, so that its work is not the server's. Told what to do over its channel. */
import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { waitMs } from '@/offline/sync/backoff';
import type { Failure } from '@/offline/sync/transport';
import { quantile } from '@/scripts/measurement';
import type { Order, Plan, Said, Uploaded } from './plan';
import { EVENTS_PER_BATCH } from './plan';
import { type Batch, writeBatches } from './write-batches';

/** As the tablet's own transport (offline/sync/fetch-transport.ts). */
const TIMEOUT_MS = 20_000;

type Answer = { readonly status: number; readonly retryAfterMs: number | null; readonly text: string };

const plan: Plan = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8'));
const url = new URL('/api/sync/push', plan.origin);
const rounds = await writeBatches(plan);
const say = (said: Said) => process.send?.(said);

process.on('message', (order: Order) => {
  void (order.kind === 'upload' ? upload(order.round, order.connections) : storm(order.giveUpMs)).then(say);
});
process.once('disconnect', () => process.exit(0));
const batches = rounds.flat();
say({
  kind: 'ready',
  batches: batches.length,
  bytes: batches.reduce((sum, one) => sum + one.body.length, 0),
});

/** A round's batches over so many connections that are kept. */
async function upload(round: number, connections: number): Promise<Uploaded> {
  const tally = makeTally();
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const waiting = [...(rounds[round] ?? [])];
  const lane = async () => {
    for (let batch = waiting.pop(); batch !== undefined; batch = waiting.pop()) {
      const asked = performance.now();
      tally.add(batch, await post(batch, agent), performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: connections }, lane));
  agent.destroy();
  return tally.sum();
}

/** Every tablet at once, each on its own connection, and again after its own back-off until it is acknowledged. */
async function storm(giveUpMs: number): Promise<Uploaded> {
  const tally = makeTally();
  const begun = performance.now();
  const tablet = async (batch: Batch) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let failures = 0; performance.now() - begun < giveUpMs; ) {
      const answer = await post(batch, agent);
      if (tally.add(batch, answer, performance.now() - begun)) break;
      failures += 1;
      const failure: Failure =
        answer === null ? { kind: 'unreachable' } : { kind: 'busy', retryAfterMs: answer.retryAfterMs };
      await pause(waitMs(failures, failure, Math.random()));
    }
    agent.destroy();
  };
  await Promise.all(batches.map(tablet));
  return tally.sum();
}

function makeTally() {
  const begun = performance.now();
  const cpu = process.cpuUsage();
  const statuses: Record<string, number> = {};
  const verdicts: Record<string, number> = {};
  const latencies: number[] = [];
  const finished = new Set<string>();
  let sent = 0;
  return {
    /** Whether the batch is acknowledged to its end. */
    add(batch: Batch, answer: Answer | null, ms: number): boolean {
      const status = answer === null ? 'broken' : String(answer.status);
      statuses[status] = (statuses[status] ?? 0) + 1;
      sent += 1;
      if (answer?.status !== 200) return false;
      latencies.push(ms);
      const said = JSON.parse(answer.text) as { ackSeq: number; verdicts: readonly { kind: string }[] };
      for (const { kind } of said.verdicts) verdicts[kind] = (verdicts[kind] ?? 0) + 1;
      if (said.ackSeq < batch.last) return false;
      finished.add(batch.device);
      return true;
    },
    sum(): Uploaded {
      const spent = process.cpuUsage(cpu);
      const devices = new Set(batches.map((batch) => batch.device));
      return {
        kind: 'uploaded',
        ms: performance.now() - begun,
        batches: sent,
        events: latencies.length * EVENTS_PER_BATCH,
        statuses,
        verdicts,
        latencyMs: {
          p50: Math.round(quantile(latencies, 0.5)),
          p95: Math.round(quantile(latencies, 0.95)),
          p99: Math.round(quantile(latencies, 0.99)),
        },
        unfinished: devices.size - finished.size,
        cpuSeconds: (spent.user + spent.system) / 1e6,
      };
    },
  };
}

/** Null when nothing came: a time-out, a connection refused or cut. */
function post(batch: Batch, agent: Agent): Promise<Answer | null> {
  return new Promise((resolve) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: {
          'content-type': 'application/json',
          'content-length': batch.body.length,
          'x-gate-signature': batch.signature,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', () => resolve(null));
        response.once('end', () => {
          const seconds = Number(response.headers['retry-after'] ?? Number.NaN);
          resolve({
            status: response.statusCode ?? 0,
            retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : null,
            text: Buffer.concat(chunks).toString('utf8'),
          });
        });
      },
    );
    sent.once('error', () => resolve(null));
    sent.end(batch.body);
  });
}
