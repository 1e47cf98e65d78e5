import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerPush, type Exchange, PUSH_BODY_BYTES } from '../exchange/answer-exchange';
import { currentExchange } from '../exchange/current-exchange';
import { answerError, answerLater } from '../exchange/request';
import { makeWaitingRoom, type WaitingRoomOptions } from '../exchange/waiting-room';
import { announceChange } from '../stream/announce-change';

export const PUSH_PATH = '/api/sync/push';

/** Enough for the next transaction of every gate to gather while its last one is written; their bodies are in memory. */
const INSIDE = { most: 192, least: 24, ms: 6000 };
/** A tablet gives up after 20 s (offline/sync/fetch-transport.ts), knocking and being served included. */
const LONGEST_WAIT_MS = 8_000;
/** From its turn on: a body that trickles must not keep the others out. */
const READ_WITHIN_MS = 15_000;

export type PushDoorOptions = {
  readonly exchange: () => Exchange;
  readonly inside: WaitingRoomOptions['inside'];
  readonly longestWaitMs: number;
};

/**
 * The uploads of tablets, answered in front of Next, whose handler reads the bodies of requests that have to wait
 * (decision 026).
 */
export function pushDoor({
  exchange = currentExchange,
  inside = INSIDE,
  longestWaitMs = LONGEST_WAIT_MS,
}: Partial<PushDoorOptions> = {}): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const room = makeWaitingRoom({ inside, longestWaitMs, now: () => performance.now() });
  return async (request, response) => {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const entry = await room.enter(gone.signal);
    if (entry.kind === 'gone') return;
    if (entry.kind === 'later') {
      await send(request, response, answerLater(entry.seconds));
      return;
    }
    try {
      await send(request, response, await answerRead(exchange(), request));
    } finally {
      entry.leave();
    }
  };
}

async function answerRead(exchange: Exchange, request: IncomingMessage): Promise<Response> {
  if (request.method !== 'POST' || Number(request.headers['content-length'] ?? 0) > PUSH_BODY_BYTES)
    return answerError('bad-request');
  const body = await read(request);
  // Whoever broke off gets no answer any more; what was sent so far says nothing.
  if (body === null) return answerError('bad-request');
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] satisfies [string, string]] : [],
  );
  const answer = await answerPush(
    exchange,
    new Request(`http://gate.invalid${PUSH_PATH}`, { method: 'POST', headers, body }),
  );
  // After the commit: the boards of every node look at once.
  if (answer.ok) announceChange(exchange.db);
  return answer;
}

async function read(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer> | null> {
  const late = setTimeout(() => request.destroy(), READ_WITHIN_MS);
  try {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    return new Uint8Array(Buffer.concat(chunks));
  } catch {
    return null;
  } finally {
    clearTimeout(late);
  }
}

async function send(request: IncomingMessage, response: ServerResponse, answer: Response): Promise<void> {
  // What is still coming is thrown away, so that the sender reads the answer and not a broken pipe.
  request.resume();
  const text = await answer.text();
  if (response.destroyed) return;
  response.writeHead(answer.status, {
    ...Object.fromEntries(answer.headers),
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
