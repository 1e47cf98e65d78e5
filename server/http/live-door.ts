import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { readCursor } from '@/domain/board/cursor';
import { allGates } from '@/domain/gate/gates';
import type { GateId } from '@/domain/shared/identity';
import { knownGateSchema } from '../api/inputs';
import { isFromOurPages } from '../auth/same-site';
import type { Board } from '../board/board';
import { currentBoard } from '../board/current-board';
import { systemClock } from '../clock';
import { env } from '../env';
import { log } from '../log';
import { type LiveViewers, makeLiveViewers } from '../stream/live-viewers';

/** Streams that one node carries; beyond it a viewer asks every few seconds instead (goal: 5,000 on one node). */
const MOST_VIEWERS = 8_000;

const askedSchema = z.object({
  gate: knownGateSchema.nullable(),
  seen: z.string().max(400).nullable(),
});
type Asked = { readonly gates: readonly GateId[]; readonly seen: ReadonlyMap<GateId, number> };

export type LiveDoorOptions = { readonly board: () => Board; readonly origin: () => string };
export type LiveDoor = {
  readonly answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Viewers on this node. */
  readonly count: () => Promise<number>;
  readonly stop: () => Promise<void>;
};

/**
 * The boards' event stream, answered in front of Next: a stream there costs a request's whole machinery for every
 * viewer and every message (decision 064). One gate, or every gate as it changes: first what the viewer has not seen,
 * then each change.
 */
export function liveDoor({
  board = currentBoard,
  origin = () => env().PUBLIC_ORIGIN,
}: Partial<LiveDoorOptions> = {}): LiveDoor {
  let held: Promise<LiveViewers> | null = null;
  /** Begun by the first viewer. A start that failed is tried again by the next. */
  function viewers(): Promise<LiveViewers> {
    held ??= board()
      .watcher()
      .then((watcher) =>
        makeLiveViewers({
          watcher,
          snapshot: board().snapshot,
          now: systemClock.now,
          onError: (error) => log().warn({ err: error }, 'a board could not be told'),
        }),
      )
      .catch((error: unknown) => {
        held = null;
        throw error;
      });
    return held;
  }
  return {
    count: async () => (await viewers()).count(),
    stop: async () => (await held)?.stop(),
    answer: async (request, response) => {
      if (request.method !== 'GET') return refuse(response, 405);
      if (!isFromOurPages(asWebRequest(request), origin())) return refuse(response, 403);
      const asked = readAsked(request);
      if (asked === null) return refuse(response, 400);
      const all = await viewers();
      if (all.count() >= MOST_VIEWERS) return refuse(response, 503);
      const isPacked = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
      response.shouldKeepAlive = false;
      // Ends with its connection: without chunks, the same bytes are written to everybody as they are.
      response.removeHeader('Transfer-Encoding');
      response.writeHead(200, {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-store, no-transform',
        Vary: 'Accept-Encoding',
        ...(isPacked ? { 'Content-Encoding': 'gzip' } : {}),
      });
      response.flushHeaders();
      if (response.destroyed) return;
      all.join({ ...asked, isPacked, out: response });
    },
  };
}

function readAsked(request: IncomingMessage): Asked | null {
  const { searchParams } = new URL(request.url ?? '/', 'http://gate.invalid');
  const read = askedSchema.safeParse({ gate: searchParams.get('gate'), seen: searchParams.get('seen') });
  if (!read.success) return null;
  const { gate, seen } = read.data;
  return { gates: gate === null ? allGates().map(({ code }) => code) : [gate], seen: readCursor(seen) };
}

const asWebRequest = ({ headers }: IncomingMessage): Request =>
  new Request('http://gate.invalid/', {
    headers: Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] satisfies [string, string]] : [],
    ),
  });

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Cache-Control': 'no-store' });
  response.end();
}
