/**
 * The server process: `node --import tsx server/http/serve.ts`, started and watched by the launcher.
 *
 *   starting ──listening──▶ serving ──SIGTERM, SIGINT, "stop", launcher gone──▶ stopping ──▶ exit 0
 *       └──────cannot listen──────▶ exit 1
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { join } from 'node:path';
import next from 'next';
import { LIVE_PATH } from '@/domain/board/cursor';
import { accountsDatabase } from '../auth/current-auth';
import { gateDatabase } from '../database';
import { env } from '../env';
import { refreshGates } from '../gate/read-gates';
import { startAccountJobs } from '../jobs/account-jobs';
import { startFeeJobs } from '../jobs/fee-jobs';
import { startFlowJobs } from '../jobs/flow-jobs';
import { startGateJobs } from '../jobs/gate-jobs';
import { startIncidentJobs } from '../jobs/incident-jobs';
import { startIntakeJobs } from '../jobs/intake-jobs';
import { startNeighbourJobs } from '../jobs/neighbour-jobs';
import { startPositionJobs } from '../jobs/position-jobs';
import { startReleaseJobs } from '../jobs/release-jobs';
import { startReportJobs } from '../jobs/report-jobs';
import { startSlotJobs } from '../jobs/slot-jobs';
import { startTellingJobs } from '../jobs/telling-jobs';
import { keyRing } from '../keys/key-ring';
import { type BuiltPages, pageFor, readBuiltPages } from './built-pages';
import { setClientAddress } from './client-address';
import { liveDoor } from './live-door';
import { NEIGHBOUR_PREFIX, neighbourDoor } from './neighbour-door';
import { openStreams } from './open-streams';
import { namePacking } from './packed-answers';
import { answerPacked, type PackedFiles, readPackedFiles } from './packed-files';
import { PUSH_PATH, pushDoor } from './push-door';
import { type Refusal, refusalOf } from './request-limits';
import { logRequest, serverLog } from './request-log';
import { responseHeaders } from './response-headers';
import { type ServeSettings, serveSettings } from './serve-settings';

/** Requests under way may take this long after the stop was asked for. */
const FINISH_WITHIN_MS = 8_000;
const DISCARD_WITHIN_MS = 3_000;
/** When a network heals, every tablet connects in the same second. */
const BACKLOG = 4096;

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

async function main(): Promise<void> {
  const settings = serveSettings(process.env);
  const root = process.cwd();
  const pages = await readBuiltPages(join(root, '.next'));
  const packed = await readPackedFiles(join(root, '.next'));
  const app = next({ dev: false, dir: root, hostname: settings.host, port: settings.port });
  await app.prepare();
  // A database that is still away is asked again by the job.
  await refreshGates(gateDatabase()).catch((error: unknown) =>
    serverLog.warn({ error: String(error) }, 'the table of gates could not be read yet'),
  );
  const streams = openStreams();
  const server = listener(settings, answer(pages, packed, settings, app.getRequestHandler(), streams.watch));
  server.headersTimeout = 15_000;
  server.requestTimeout = 60_000;
  // Longer than the idle time of common proxies, so that it is they who close first.
  server.keepAliveTimeout = 75_000;

  let jobs: readonly { readonly stop: () => Promise<void> }[] = [];
  let isStopping = false;
  const stop = (why: string) => {
    if (isStopping) return;
    isStopping = true;
    serverLog.info({ why }, 'stopping');
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    streams.end();
    for (const job of jobs) void job.stop();
    server.closeIdleConnections();
    const late = setTimeout(() => server.closeAllConnections(), FINISH_WITHIN_MS);
    void closed
      .then(() => app.close())
      .catch((error: unknown) => serverLog.warn({ error: String(error) }, 'closing'))
      .finally(() => {
        clearTimeout(late);
        process.exit(0);
      });
  };
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
  process.on('message', (message) => {
    if (message === 'stop') stop('asked by the launcher');
  });
  // A launcher killed with -9 closes the channel; a server that outlived it would hold the port for ever.
  if (process.send !== undefined) process.once('disconnect', () => stop('the launcher is gone'));

  server.once('error', (error: NodeJS.ErrnoException) => {
    serverLog.fatal({ code: error.code, port: settings.port }, 'cannot listen');
    report({ kind: 'failed', code: error.code ?? 'unknown' });
    process.exit(1);
  });
  server.listen(settings.port, settings.host, BACKLOG, () => {
    serverLog.info({ port: settings.port, host: settings.host }, 'listening');
    report({ kind: 'listening' });
    jobs = [
      startGateJobs(gateDatabase()),
      startReleaseJobs(gateDatabase(), env()),
      startIncidentJobs(gateDatabase()),
      startFlowJobs(gateDatabase()),
      startPositionJobs(gateDatabase()),
      startFeeJobs(gateDatabase(), env()),
      startSlotJobs(gateDatabase()),
      startIntakeJobs(gateDatabase()),
      startReportJobs(gateDatabase(), env()),
      startTellingJobs({ db: gateDatabase(), accounts: accountsDatabase() }, env()),
      startNeighbourJobs(env()),
      startAccountJobs({ db: gateDatabase(), accounts: accountsDatabase(), keys: keyRing }),
    ];
  });
}

function listener(settings: ServeSettings, handle: Handle): Server {
  const listen = (request: IncomingMessage, response: ServerResponse) => void handle(request, response);
  if (settings.tls === null) return createServer(listen);
  return createSecureServer(
    {
      cert: readFileSync(settings.tls.certFile),
      key: readFileSync(settings.tls.keyFile),
      minVersion: 'TLSv1.2',
    },
    listen,
  );
}

function answer(
  pages: BuiltPages,
  packed: PackedFiles,
  settings: ServeSettings,
  handle: Handle,
  watch: (response: ServerResponse) => void,
): Handle {
  /** What does not go through Next: decisions 026, 064 and 078. */
  const doors: Readonly<Record<string, Handle>> = { [PUSH_PATH]: pushDoor(), [LIVE_PATH]: liveDoor().answer };
  const neighbour = neighbourDoor();
  return async (request, response) => {
    const asked = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const path = pageFor(pages, asked);
    if (path !== asked) request.url = path;
    logRequest(request, response, path);
    watch(response);
    namePacking(response);
    for (const [name, value] of Object.entries(responseHeaders(pages, path, settings.isHttps))) {
      response.setHeader(name, value);
    }
    const refusal = refusalOf(request);
    if (refusal !== null) {
      refuse(request, response, refusal);
      return;
    }
    if (answerPacked(packed, path, request, response)) return;
    setClientAddress(request.headers, request.socket.remoteAddress, settings.proxies);
    const door = path.startsWith(NEIGHBOUR_PREFIX) ? neighbour : doors[path];
    // Next would compress an event stream, and a compressor holds events back until it has enough of them.
    if (door === undefined && request.headers.accept?.includes('text/event-stream') === true)
      delete request.headers['accept-encoding'];
    try {
      await (door ?? handle)(request, response);
    } catch (error) {
      serverLog.error({ path, error: String(error) }, 'request failed');
      if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'application/json' });
      response.end();
    }
  };
}

/** What is still coming is thrown away for a moment, so that the sender reads the answer and not a broken pipe. */
function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  response.writeHead(refusal.status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ code: refusal.code }));
  const patience = setTimeout(() => request.destroy(), DISCARD_WITHIN_MS);
  request.once('close', () => clearTimeout(patience));
}

function report(message: { kind: 'listening' } | { kind: 'failed'; code: string }): void {
  process.send?.(message);
}

main().catch((error: unknown) => {
  serverLog.fatal({ error: error instanceof Error ? error.stack : String(error) }, 'cannot start');
  report({ kind: 'failed', code: 'start' });
  process.exitCode = 1;
  setTimeout(() => process.exit(1), 200);
});
