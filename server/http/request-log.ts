import type { IncomingMessage, ServerResponse } from 'node:http';
import { makeLog } from '../log';

/** JSON lines on standard output. Not the log of server/env: this process reads its own settings. */
export const serverLog = makeLog(process.env.LOG_LEVEL ?? 'info');

/**
 * Method, path, status and time: never the query string, the headers or the body, where plates, tokens and names
 * may stand (rule 16). Built files and health questions are not worth a line.
 */
export function logRequest(request: IncomingMessage, response: ServerResponse, path: string): void {
  if (path.startsWith('/_next/') || path.startsWith('/api/health/')) return;
  const begun = process.hrtime.bigint();
  response.once('close', () => {
    const ms = Number((process.hrtime.bigint() - begun) / 1_000_000n);
    serverLog.info(
      { method: request.method, path: path.slice(0, 200), status: response.statusCode, ms },
      'request',
    );
  });
}
